# A dict whose __eq__ raised, or was left by a caught error, can be changed again.
# expect: ok
# stdout: 3
class K:
    def __hash__(self):
        return 1
    def __eq__(self, other):
        raise ValueError('no')
    def __ne__(self, other):
        return True
d = {K(): 1}
for i in range(3):
    try:
        d[K()] = 2  # attack
    except ValueError:
        d['k' + str(i)] = i
d.clear()
d[1] = 1
d[2] = 2
d[3] = 3
print(len(d))
