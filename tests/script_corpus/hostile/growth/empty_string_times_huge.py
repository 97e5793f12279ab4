# Repeats the empty string 2**62 times: a 32-bit loop counter never gets there.
# limits: wall_time=0.1 steps=None
# expect: ok
s = '' * 2**62  # attack
