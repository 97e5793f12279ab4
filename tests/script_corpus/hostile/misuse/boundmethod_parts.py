# Builds bound methods' parts from the wrong things.
# expect: error
# error: TypeError
# python error: AttributeError
T = type([].append)
T.__self__.fget(5)  # attack
