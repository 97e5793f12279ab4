# __hash__ may change the dict: nothing points into it yet.
# expect: ok
# stdout: True 1
class K:
    def __hash__(self):
        d.clear()
        for i in range(100):
            d[i] = 'x' * 40
        d.clear()
        return 1
    def __eq__(self, other):
        return self is other
    def __ne__(self, other):
        return self is not other
d = {}
k = K()
for i in range(20):
    d[k] = 'v'  # attack
print(d.get(k, None) is None, len({1: 1}))
