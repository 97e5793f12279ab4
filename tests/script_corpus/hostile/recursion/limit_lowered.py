# Lowers the limit to a handful, for whoever runs next on this VM.
# policy: open
# expect: ok
import sys
sys.setrecursionlimit(12)  # attack
