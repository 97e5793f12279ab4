# Replaces object.__repr__ by an int.
# expect: error
# error: TypeError
# python unreached: 8
object.__repr__ = 5
class A:
    pass
print(A())  # attack
