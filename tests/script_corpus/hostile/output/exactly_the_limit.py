# Prints exactly the limit.
# limits: stdout=64KiB
# expect: ok
for i in range(64):
    print('x' * 1023)  # attack
