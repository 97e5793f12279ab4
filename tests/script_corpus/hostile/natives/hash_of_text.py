# hash of a long text again and again.
# limits: steps=None wall_time=0.5
# expect: wall_time
s = 'x' * 5000000
while True:
    hash(s)  # attack
