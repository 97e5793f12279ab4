# Fills a set for ever.
# limits: steps=None
# expect: memory
s = set()
i = 0
while True:
    s.add(i)
    i += 1  # attack
