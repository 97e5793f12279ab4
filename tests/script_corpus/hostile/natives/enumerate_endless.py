# enumerate of an endless range.
# expect: steps
for x in enumerate(range(10**15)):  # attack
    pass
