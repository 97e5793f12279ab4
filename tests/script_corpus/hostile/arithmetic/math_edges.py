# Every math function at the edges.
# expect: ok
# limits: wall_time=2
# python expect: memory
import math
vs = [0, -1, 0.0, -0.0, 1e308, -1e308, 5e-324, float('inf'), float('-inf'), float('nan'), 2**63 - 1, -2**63]
for name in dir(math):
    f = getattr(math, name)
    if not callable(f) or name == 'factorial':
        continue
    for a in vs:
        try:
            f(a)
        except BaseException:
            pass
        for b in vs:
            try:
                f(a, b)  # attack
            except BaseException:
                pass
