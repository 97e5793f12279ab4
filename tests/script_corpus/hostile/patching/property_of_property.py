# Properties as getters of properties.
# expect: error
# error: TypeError
class A:
    pass
p = property(lambda self: 1)
for i in range(10):
    p = property(p, p)
A.x = p
try:
    A().x
except BaseException:
    pass
A().x = 5  # attack
