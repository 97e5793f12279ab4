# "in" with an almost matching needle.
# limits: steps=None wall_time=0.1
# expect: wall_time|ok
s = 'a' * 1000000
for i in range(2000):
    'a' * 500000 + 'b' in s  # attack
