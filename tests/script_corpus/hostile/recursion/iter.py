# __iter__ that iterates itself.
# expect: error
# error: RecursionError
class A:
    def __iter__(self):
        return iter(self)
list(A())  # attack
