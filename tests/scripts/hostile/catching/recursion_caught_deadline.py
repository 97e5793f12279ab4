# The same against the clock.
# limits: steps=None wall_time=0.3
# expect: wall_time
def f():
    try:
        f()
    except:
        f()
f()
