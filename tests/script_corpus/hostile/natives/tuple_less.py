# Orders tuples that share parts: exponential.
# limits: steps=None wall_time=0.1
# expect: wall_time
a = (1,)
b = (1,)
for i in range(40):
    a = (a, a)
    b = (b, b)
a < b  # attack
