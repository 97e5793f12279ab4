# Looks a long key up again and again.
# limits: steps=None wall_time=0.5
# expect: wall_time
s = 'x' * 5000000
d = {s: 1}
while True:
    d[s]  # attack
