# The items that "in", index() and count() walk are dropped and collected.
# policy: open
# expect: ok
# stdout: False 0 ValueError
import gc
class E:
    def __eq__(self, other):
        if len(a) > 2:
            a.clear()
            a.append([1.5])
            gc.collect()
            junk.append([[i] for i in range(100)])
        return False
    def __ne__(self, other):
        return True
junk = []
def fill():
    a.clear()
    for i in range(100):
        a.append([[E()]])
a = []
needle = [[5]]
fill()
x = needle in a  # attack
fill()
y = a.count(needle)  # attack
fill()
try:
    a.index(needle)  # attack
except ValueError as e:
    print(x, y, 'ValueError')
