# Flushes for ever.
# limits: steps=None stdout=64KB
# expect: output
while True:
    print('', flush=True)  # attack
