# Sorts tuples that contain themselves.
# expect: error
# error: RecursionError
a = []
t = (a,)
a.append(t)
b = []
u = (b,)
b.append(u)
[t, u].sort()  # attack
