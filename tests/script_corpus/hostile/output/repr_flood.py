# Prints a list whose repr is megabytes.
# limits: stdout=64KB memory=64MB
# expect: output
print(['x' * 100] * 20000)  # attack
