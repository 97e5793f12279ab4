# Compares lists that share parts: exponential in depth, all native.
# limits: steps=None wall_time=0.1
# expect: wall_time
a = []
b = []
for i in range(60):
    a = [a, a]
    b = [b, b]
a == b  # attack
