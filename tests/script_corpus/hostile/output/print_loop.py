# Prints for ever.
# limits: steps=None stdout=64KB
# expect: output
while True:
    print('a line of output that comes again and again')  # attack
