# __lt__ that orders tuples of itself.
# expect: error
# error: RecursionError
class A:
    def __lt__(self, other):
        return (self,) < (other,)
    def __gt__(self, other):
        return False
A() < A()  # attack
