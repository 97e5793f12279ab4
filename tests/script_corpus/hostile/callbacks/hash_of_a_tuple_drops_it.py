# Tuples whose only list is emptied while they are hashed.
# policy: open
# expect: ok
# stdout: 1
import gc
class H:
    def __hash__(self):
        a.clear()
        gc.collect()
        junk.append([(i, i) for i in range(200)])
        return 5
    def __eq__(self, other):
        return True
    def __ne__(self, other):
        return False
junk = []
a = [((H(), 1, 'text'), 2)]
d = {}
d[a[0]] = 1
a = [(((H(), 1, 'text'), 2), 3)]
d = dict(a)  # attack
print(len(d))
