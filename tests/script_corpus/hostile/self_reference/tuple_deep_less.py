# Compares tuples nested 20,000 deep by order.
# limits: wall_time=0.5
# expect: ok|error|wall_time
a = ()
b = ()
for i in range(20000):
    a = (a,)
    b = (b,)
a < b  # attack
