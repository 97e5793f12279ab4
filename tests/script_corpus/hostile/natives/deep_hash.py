# hash of tuples that share parts: exponential, all native.
# limits: steps=None wall_time=0.1
# expect: wall_time
t = ()
for i in range(60):
    t = (t, t)
hash(t)  # attack
