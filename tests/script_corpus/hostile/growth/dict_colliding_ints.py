# int keys spaced so that all probe from one index.
# limits: steps=3000000
# expect: ok|steps|wall_time|memory
d = {}
for i in range(20000):
    d[i * 603457] = i  # attack
