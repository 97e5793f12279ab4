# A key whose hash changes after it was stored, then popped and iterated.
# expect: error
# error: RuntimeError
class K:
    h = 1
    def __hash__(self):
        return K.h
    def __eq__(self, other):
        return self is other
    def __ne__(self, other):
        return self is not other
keys = [K() for i in range(100)]
d = {}
for k in keys:
    d[k] = 1
    K.h += 1
for k in keys:
    d.pop(k, None)
while len(d) > 0:
    d.popitem()  # attack
