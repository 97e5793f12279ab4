# __eq__ of a key rehashes the dict while it is probed: the probe's entry pointer would be freed.
# expect: ok
# stdout: RuntimeError 1
class K:
    def __hash__(self):
        return 1
    def __eq__(self, other):
        if len(d) < 20000:
            for i in range(3000):
                d['s' + str(len(d))] = 'x' * 30
        return False
    def __ne__(self, other):
        return True
d = {}
d[K()] = 'first'
try:
    d[K()] = 'second'  # attack
except RuntimeError:
    print('RuntimeError', len(d))
