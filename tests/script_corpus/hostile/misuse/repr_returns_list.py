# __repr__ that returns a list, in print of a dict.
# expect: error
# error: TypeError
class A:
    def __repr__(self):
        return [1, 2, 3]
print({A(): 1} if hasattr(A, '__hash__') else [A()])  # attack
