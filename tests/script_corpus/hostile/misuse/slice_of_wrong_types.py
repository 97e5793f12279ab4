# Slices with bounds that are no ints.
# expect: error
# error: TypeError
[1, 2, 3]['a':'b']  # attack
