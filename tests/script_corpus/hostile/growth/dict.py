# Fills a dict with ints for ever.
# limits: steps=None
# expect: memory
d = {}
i = 0
while True:
    d[i] = i
    i += 1  # attack
