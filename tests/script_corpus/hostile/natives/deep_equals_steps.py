# The same with a step budget and a deadline.
# limits: steps=100000 wall_time=0.1
# expect: wall_time|steps
a = []
b = []
for i in range(60):
    a = [a, a]
    b = [b, b]
a == b  # attack
