# super() on a method that calls itself.
# expect: error
# error: RecursionError
class A:
    def f(self):
        return self.f()
class B(A):
    def f(self):
        return super().f()
B().f()  # attack
