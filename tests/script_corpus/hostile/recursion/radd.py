# __radd__ reached from __add__ reached from __radd__.
# expect: error
# error: RecursionError
class A:
    def __add__(self, other):
        return 1 + self
    def __radd__(self, other):
        return self + other
1 + A()  # attack
