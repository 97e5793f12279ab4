# str.split with an almost matching separator.
# limits: steps=None wall_time=0.1
# expect: wall_time|ok
s = 'a' * 1000000
for i in range(20):
    s.split('a' * 500000 + 'b')  # attack
