# Slices a long text: every character is found by walking from the start.
# limits: steps=None wall_time=0.1
# expect: wall_time|ok
s = 'é' * 500000
s[::2]  # attack
