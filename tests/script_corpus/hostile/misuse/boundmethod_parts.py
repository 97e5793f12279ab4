# Builds bound methods' parts from the wrong things.
# expect: error
# error: TypeError
T = type([].append)
T.__self__.fget(5)  # attack
