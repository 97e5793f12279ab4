# Doubles a string for ever.
# expect: memory
s = 'x' * 100
while True:
    s = s + s  # attack
