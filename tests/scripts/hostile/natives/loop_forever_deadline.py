# The plainest endless loop against the wall clock.
# limits: steps=None wall_time=0.2
# expect: wall_time
while True:
    pass
