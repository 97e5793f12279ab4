# Replaces IndexError.__new__ by one that returns an int: natives raise what it returns.
# expect: error
# error: TypeError
# python unreached: 6
IndexError.__new__ = lambda cls, *args: 5
[][0]  # attack
