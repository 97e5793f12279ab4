# Compiles a large source for ever.
# limits: steps=None wall_time=0.1 memory=64MB
# expect: wall_time|memory
s = 'x = 1\n' * 20000
while True:
    compile(s, 'f', 'exec')  # attack
