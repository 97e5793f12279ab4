# The same against the clock.
# limits: steps=None wall_time=0.1
# expect: wall_time
def f():
    try:
        f()
    except:
        f()
f()  # attack
