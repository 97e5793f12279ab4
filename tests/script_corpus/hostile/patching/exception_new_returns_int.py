# Replaces IndexError.__new__ by one that returns an int: natives raise what it returns.
# expect: error
# error: TypeError
IndexError.__new__ = lambda cls, *args: 5
[][0]  # attack
