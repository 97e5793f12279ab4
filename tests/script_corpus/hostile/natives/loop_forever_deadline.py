# The plainest endless loop against the wall clock.
# limits: steps=None wall_time=0.1
# expect: wall_time
while True:  # attack
    pass
