# exec that execs itself for ever, with the recursion limit raised.
# policy: open
# expect: error|crashed
import sys
sys.setrecursionlimit(10**6)
s = 'exec(s)'
exec(s)  # attack
