# Prints ten megabytes in one call.
# limits: stdout=64KB memory=64MB
# expect: output
print('x' * 10000000)  # attack
