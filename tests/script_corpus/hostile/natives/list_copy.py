# Copies a long list for ever.
# limits: steps=None wall_time=0.1
# expect: wall_time|memory
a = [0] * 100000
while True:
    a.copy()  # attack
