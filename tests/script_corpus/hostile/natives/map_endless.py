# map over an endless range, drained by a for loop.
# expect: steps
for x in map(lambda x: x, range(10**15)):  # attack
    pass
