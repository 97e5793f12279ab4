# __bool__ that negates itself.
# expect: error
# error: RecursionError
class A:
    def __bool__(self):
        return not self
bool(A())  # attack
