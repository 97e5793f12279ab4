# __eq__ shortens both lists that are compared.
# policy: open
# expect: ok
# stdout: True False
import gc
class E:
    def __eq__(self, other):
        a.clear()
        if uneven:
            b.pop()
        else:
            b.clear()
        gc.collect()
        junk.append([[i] for i in range(200)])
        return True
    def __ne__(self, other):
        return False
junk = []
uneven = False
a = [[E()] for i in range(50)]
b = [[E()] for i in range(50)]
x = a == b  # attack
uneven = True
a = [[E()] for i in range(50)]
b = [[E()] for i in range(50)]
y = a == b  # attack
print(x, y)
