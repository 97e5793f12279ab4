# The separator of a print is the flood.
# limits: stdout=64KB
# expect: output
print(1, 2, 3, sep='x' * 1000000)  # attack
