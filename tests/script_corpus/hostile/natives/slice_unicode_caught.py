# The same inside a handler that swallows everything.
# limits: steps=None wall_time=0.5
# expect: wall_time
s = 'é' * 500000
while True:
    try:
        s[::2]  # attack
    except BaseException:
        pass
