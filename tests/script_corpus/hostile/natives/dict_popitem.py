# popitem on a dict with many dead entries.
# limits: steps=3000000 wall_time=3
# expect: ok|steps|wall_time|error
d = {}
for i in range(20000):
    d[i] = i
while len(d) > 0:
    d.popitem()  # attack
