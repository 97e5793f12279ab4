# The same with a step budget: only the deadline can end it, or the work must be charged.
# limits: steps=100000 wall_time=0.1
# expect: wall_time|steps|ok
s = 'a' * 1000000
for i in range(1000):
    s.rfind('a' * 500000 + 'b')  # attack
