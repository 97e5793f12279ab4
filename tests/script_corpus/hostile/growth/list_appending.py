# Appends to a list for ever.
# limits: steps=None
# expect: memory
a = []
while True:
    a.append(None)  # attack
