# Prints for ever in a sort key.
# limits: steps=None stdout=64KB
# expect: output
def key(x):
    while True:
        print('in the key')
[2, 1].sort(key=key)  # attack
