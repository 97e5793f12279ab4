# Compares large dicts for ever.
# limits: steps=None wall_time=0.5 memory=64MB
# expect: wall_time
a = {}
b = {}
for i in range(20000):
    a[i] = i
    b[i] = i
while True:
    a == b  # attack
