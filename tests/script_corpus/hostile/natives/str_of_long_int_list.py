# str of a list of a hundred thousand numbers for ever.
# limits: steps=None wall_time=0.1 memory=64MB
# expect: wall_time|memory
a = list(range(100000))
while True:
    str(a)  # attack
