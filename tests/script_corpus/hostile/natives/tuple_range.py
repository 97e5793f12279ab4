# tuple of an endless range.
# expect: memory|steps
tuple(range(10**15))  # attack
