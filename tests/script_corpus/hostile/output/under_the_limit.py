# Prints just under the limit.
# limits: stdout=64KiB
# expect: ok
for i in range(63):
    print('x' * 1023)  # attack
