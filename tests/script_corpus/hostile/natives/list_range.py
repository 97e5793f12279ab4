# list of an endless range in one native call.
# expect: memory|steps
list(range(10**15))  # attack
