# Clears a dict of large capacity for ever: each clears the whole table.
# limits: steps=None wall_time=0.5 memory=64MB
# expect: wall_time
d = {}
for i in range(100000):
    d[i] = i
while True:
    d.clear()  # attack
