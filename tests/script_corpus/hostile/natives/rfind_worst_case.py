# str.rfind where the needle almost matches everywhere: quadratic in native code.
# limits: steps=None wall_time=0.1
# expect: wall_time|ok
s = 'a' * 1000000
s.rfind('a' * 500000 + 'b')  # attack
