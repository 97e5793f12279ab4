# Doubles a tuple through lists for ever.
# expect: memory
t = (1,)
while True:
    t = tuple(list(t) + list(t))  # attack
