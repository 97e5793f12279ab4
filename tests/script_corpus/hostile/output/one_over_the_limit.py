# Prints one byte more than the limit.
# limits: stdout=64KiB
# expect: output
for i in range(64):
    print('x' * 1023)  # attack
print(end='y')
