# sorted of an endless range.
# expect: memory|steps
sorted(range(10**15))  # attack
