# __eq__ of a key clears the dict while it is probed, and then says "equal".
# expect: error
# error: RuntimeError
class K:
    def __hash__(self):
        return 1
    def __eq__(self, other):
        d.clear()
        junk.append(['z' * 30] * 1000)
        return True
    def __ne__(self, other):
        return False
junk = []
d = {}
for i in range(10):
    d[K()] = 'v'
str(d.get(K()))
d.pop(K(), None)
str(d)  # attack
