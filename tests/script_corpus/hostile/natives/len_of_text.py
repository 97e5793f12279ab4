# len of a long text again and again: each counts the characters.
# limits: steps=None wall_time=0.5
# expect: wall_time
s = 'x' * 5000000
while True:
    len(s)  # attack
