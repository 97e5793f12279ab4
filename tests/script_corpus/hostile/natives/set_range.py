# set of an endless range.
# expect: memory|steps
set(range(10**15))  # attack
