# hasattr with names of 100 kB each.
# limits: steps=None
# expect: memory|error
s = 'n' * 100000
i = 0
while True:
    hasattr(i, s + str(i))
    i += 1  # attack
