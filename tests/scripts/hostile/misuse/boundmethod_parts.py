# Builds bound methods' parts from the wrong things.
# expect: error|crashed|ok
T = type([].append)
T.__self__.fget(5)
