# Raises the limit and recurses past it: the host's bound must stand.
# policy: open
# expect: error
# error: RecursionError
import sys
try:
    sys.setrecursionlimit(10**9)
except BaseException:
    pass
def f(n):
    return f(n + 1)
f(0)  # attack
