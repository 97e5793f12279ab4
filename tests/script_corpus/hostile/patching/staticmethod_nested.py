# Static and class methods of static and class methods.
# expect: error
# error: TypeError
class A:
    pass
f = lambda *args: 1
for i in range(10):
    f = staticmethod(f) if i % 2 else classmethod(f)
A.f = f
try:
    A.f()
except BaseException:
    pass
A().f()  # attack
