# Sums an endless range.
# expect: steps
sum(range(10**15))  # attack
