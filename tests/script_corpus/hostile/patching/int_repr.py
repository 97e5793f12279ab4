# Replaces int.__repr__ by one that recurses.
# expect: error
# error: RecursionError
# python error: TypeError
int.__repr__ = lambda self: str(self)  # attack
print(5)
