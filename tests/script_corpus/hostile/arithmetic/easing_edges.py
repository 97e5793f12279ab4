# Every easing function at the edges.
# expect: ok
import easing
for name in dir(easing):
    f = getattr(easing, name)
    if callable(f):
        for x in [0.0, 1.0, -1e308, 1e308, float('nan'), float('inf'), 5, -2**63]:
            try:
                f(x)  # attack
            except BaseException:
                pass
