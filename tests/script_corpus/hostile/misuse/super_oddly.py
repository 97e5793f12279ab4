# super() with odd arguments and in odd places.
# expect: error
# error: AttributeError
for args in [(), (1,), (int, 1), (1, 1), (object, 1), (list, []), (type, type), (int, 'x')]:
    try:
        super(*args)
    except BaseException:
        pass
def f(self):
    return super()
try:
    f(1)
except BaseException:
    pass
class A:
    g = lambda self: super().x
A().g()  # attack
