# __add__ that adds itself.
# expect: error
# error: RecursionError
class A:
    def __add__(self, other):
        return self + other
A() + 1  # attack
