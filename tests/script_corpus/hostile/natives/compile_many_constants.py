# Compiles a source with thousands of string constants.
# limits: steps=None wall_time=1 memory=64MB
# expect: wall_time|memory|error|ok
s = '\n'.join(['x = "constant ' + str(i) + '"' for i in range(30000)])
exec(s)  # attack
