# Compiles a source with thousands of names: each is looked up by binary insertion.
# limits: steps=None wall_time=1 memory=64MB
# expect: wall_time|memory|error|ok
s = '\n'.join(['name' + str(i) + ' = 1' for i in range(30000)])
exec(s)  # attack
