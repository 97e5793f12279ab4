# Repeats the empty list two billion times: pure native looping.
# limits: wall_time=0.1 steps=None
# expect: ok|wall_time
a = [] * (2**31 - 1)  # attack
