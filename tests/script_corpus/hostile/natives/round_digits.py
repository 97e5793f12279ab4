# round() to 10**18 digits multiplies in a native loop.
# limits: steps=None wall_time=0.1
# expect: wall_time|ok|error
round(1.5, 10**18)  # attack
