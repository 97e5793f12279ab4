# Raises the limit and recurses through natives, a C frame each.
# policy: open
# expect: error
# error: RecursionError
import sys
try:
    sys.setrecursionlimit(10**9)
except BaseException:
    pass
class A:
    def __repr__(self):
        return repr([self])
repr(A())  # attack
