# Every cmath function at the edges.
# expect: ok
import cmath
vs = [complex(0, 0), complex(1e308, -1e308), complex(float('inf'), float('nan')), complex(-1, 0), 0, -1.5]
for name in dir(cmath):
    f = getattr(cmath, name)
    if not callable(f):
        continue
    for a in vs:
        try:
            f(a)  # attack
        except BaseException:
            pass
