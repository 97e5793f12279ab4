# Collects in __hash__ and __eq__ of keys.
# policy: open
# expect: ok
# python limits: steps=20000000
import gc
class K:
    def __init__(self, n):
        self.n = n
    def __hash__(self):
        gc.collect()
        return 1
    def __eq__(self, other):
        gc.collect()
        return self.n == other.n
    def __ne__(self, other):
        return not self == other
d = {}
for i in range(20):
    d[K(i)] = ['value ' + str(i)]
    d.pop(K(i // 2), None)
str([v for k, v in d.items()])  # attack
