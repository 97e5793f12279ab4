# str.count with an almost matching needle.
# limits: steps=None wall_time=0.1
# expect: wall_time|ok
s = 'a' * 1000000
for i in range(20):
    s.count('a' * 500000 + 'b')  # attack
