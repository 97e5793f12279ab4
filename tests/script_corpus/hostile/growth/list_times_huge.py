# Repeats a list 2**30 times.
# expect: memory|error
a = [1] * 2**30  # attack
