# int() and round() of floats that no int holds.
# expect: ok
for x in [1e300, -1e300, float('inf'), float('-inf'), float('nan'), 9.3e18]:
    for f in [int, round, hash, bool, str]:
        try:
            f(x)  # attack
        except BaseException:
            pass
