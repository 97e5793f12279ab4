# The same against the clock; in Python, what is handled holds tracebacks of up to 1,000 frames.
# limits: steps=None wall_time=0.1 memory=256MB
# expect: wall_time
def f():
    try:
        f()
    except:
        f()
f()  # attack
