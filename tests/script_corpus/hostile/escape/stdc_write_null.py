# Writes through a null pointer.
# policy: open
# expect: crashed
import stdc
stdc.memset(0, 0, 100)  # attack
