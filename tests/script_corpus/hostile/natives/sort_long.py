# Sorts a long list of equal texts.
# limits: steps=None wall_time=0.5 memory=64MB
# expect: wall_time
s = 'x' * 100000
a = [s + str(i % 2) for i in range(200)]
while True:
    a.sort()  # attack
