# Looks for the host in sys.
# policy: open
# expect: ok
# stdout: 0
# python stdout: 1
import sys
print(len(sys.argv))  # attack
