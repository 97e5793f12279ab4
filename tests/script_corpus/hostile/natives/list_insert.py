# Inserts at the front of a long list for ever: each moves everything.
# limits: steps=None wall_time=0.1 memory=64MB
# expect: wall_time|memory
a = [0] * 200000
while True:
    a.insert(0, 1)  # attack
