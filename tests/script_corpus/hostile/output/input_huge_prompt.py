# One prompt of a megabyte.
# limits: stdout=64KB
# expect: output
input('x' * 1000000)  # attack
