# Sorts a long list of equal texts.
# limits: steps=None wall_time=0.1 memory=64MB
# expect: wall_time|ok
s = 'x' * 100000
a = [s + str(i % 2) for i in range(200)]
while True:
    a.sort()  # attack
