# Doubles a list for ever.
# expect: memory
a = [0]
while True:
    a = a + a  # attack
