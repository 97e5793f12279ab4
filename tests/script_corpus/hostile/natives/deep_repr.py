# repr of lists that share parts: exponential text.
# limits: wall_time=2
# expect: memory|wall_time
a = []
for i in range(60):
    a = [a, a]
repr(a)  # attack
