# list of an endless range without a step budget.
# limits: steps=None
# expect: memory
list(range(10**15))  # attack
