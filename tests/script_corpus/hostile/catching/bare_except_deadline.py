# The same against the clock.
# limits: steps=None wall_time=0.1
# expect: wall_time
while True:
    try:
        while True:  # attack
            pass
    except:
        pass
