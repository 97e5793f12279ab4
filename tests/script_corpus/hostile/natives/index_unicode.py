# Indexes the end of a long text again and again.
# limits: steps=None wall_time=0.1
# expect: wall_time
s = 'x' * 1000000
while True:
    s[-1]  # attack
