# Counts in a long list for ever.
# limits: steps=None wall_time=0.1
# expect: wall_time
a = [(1, 2)] * 300000
while True:
    a.count((1, 3))  # attack
