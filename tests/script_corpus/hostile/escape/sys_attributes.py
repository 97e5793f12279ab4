# Looks for the host in sys.
# policy: open
# expect: ok
# stdout: 0
import sys
print(len(sys.argv))  # attack
