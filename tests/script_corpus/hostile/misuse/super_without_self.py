# super() in a method that takes no arguments and in a static method.
# expect: error
# error: RuntimeError
class A:
    @staticmethod
    def f():
        return super().g()
    def h():
        return super()
try:
    A.f()
except BaseException:
    pass
A.h()  # attack
