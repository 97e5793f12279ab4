# Replaces object.__repr__ by an int.
# expect: error
# error: TypeError
object.__repr__ = 5
class A:
    pass
print(A())  # attack
