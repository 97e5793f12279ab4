# Looks for a missing item in a long list for ever.
# limits: steps=None wall_time=0.5
# expect: wall_time
a = [0] * 400000
while True:
    1 in a  # attack
