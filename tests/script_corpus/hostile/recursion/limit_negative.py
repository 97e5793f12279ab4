# Sets nonsense limits.
# policy: open
# expect: ok
import sys
for n in [0, -1, -2**63, 2**63 - 1, 2**32, 2**31]:
    try:
        sys.setrecursionlimit(n)  # attack
    except ValueError:
        pass
