# Prints for ever without a newline.
# limits: steps=None stdout=64KB
# expect: output
while True:
    print('.', end='')  # attack
