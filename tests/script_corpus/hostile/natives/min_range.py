# min of an endless range.
# expect: steps
min(range(10**15))  # attack
