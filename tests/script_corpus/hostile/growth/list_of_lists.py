# Keeps small lists for ever.
# limits: steps=None
# expect: memory
a = []
while True:
    a.append([1, 2, 3])  # attack
