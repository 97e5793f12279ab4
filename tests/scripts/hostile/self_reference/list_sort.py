# Sorts tuples that contain themselves.
# expect: error|crashed
a = []
t = (a,)
a.append(t)
b = []
u = (b,)
b.append(u)
[t, u].sort()
