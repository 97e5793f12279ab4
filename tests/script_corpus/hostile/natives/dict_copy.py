# Copies a large dict for ever.
# limits: steps=None wall_time=0.1 memory=32MB
# expect: wall_time|memory
d = {}
for i in range(20000):
    d[i] = i
while True:
    d.copy()  # attack
