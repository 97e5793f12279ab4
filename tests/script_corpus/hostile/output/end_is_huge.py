# The "end" of a print is the flood.
# limits: stdout=64KB
# expect: output
print(1, end='x' * 1000000)  # attack
