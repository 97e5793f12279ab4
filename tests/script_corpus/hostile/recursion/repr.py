# __repr__ that shows a list of itself: native and script frames alternate.
# expect: error
# error: RecursionError
class A:
    def __repr__(self):
        return repr([self])
repr(A())  # attack
