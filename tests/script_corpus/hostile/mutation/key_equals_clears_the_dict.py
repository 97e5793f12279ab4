# __eq__ of a key clears the dict while it is probed, and then says "equal".
# expect: ok
# stdout: RuntimeError get
# stdout: RuntimeError pop
# stdout: RuntimeError set
# stdout: 2
class K:
    def __hash__(self):
        return 1
    def __eq__(self, other):
        if armed:
            d.clear()
            junk.append(['z' * 30] * 1000)
            return True
        return False
    def __ne__(self, other):
        return not self == other
armed = False
junk = []
d = {K(): 'v', K(): 'w'}
armed = True
def store():
    d[K()] = 'x'
for name, f in [('get', lambda: d.get(K())), ('pop', lambda: d.pop(K(), None)), ('set', store)]:
    try:
        f()  # attack
    except RuntimeError:
        print('RuntimeError', name)
print(len(d))
