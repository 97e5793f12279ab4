# __contains__ that asks itself.
# expect: error
# error: RecursionError
class A:
    def __contains__(self, x):
        return x in self
1 in A()  # attack
