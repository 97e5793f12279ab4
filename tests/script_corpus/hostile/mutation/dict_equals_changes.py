# dict comparison during which a value's __eq__ clears both dicts.
# expect: error
# error: RuntimeError
class V:
    def __eq__(self, other):
        a.clear()
        b.clear()
        junk.append(['q' * 30] * 10000)
        return True
    def __ne__(self, other):
        return False
junk = []
a = {}
b = {}
for i in range(1000):
    a[i] = V()
    b[i] = V()
a == b  # attack
