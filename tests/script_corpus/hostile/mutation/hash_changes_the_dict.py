# __hash__ grows the dict into which its key is being stored.
# expect: ok
class K:
    def __hash__(self):
        for i in range(100):
            d[len(d)] = 1
        return 1
    def __eq__(self, other):
        return self is other
    def __ne__(self, other):
        return self is not other
d = {}
for i in range(50):
    d[K()] = 1  # attack
