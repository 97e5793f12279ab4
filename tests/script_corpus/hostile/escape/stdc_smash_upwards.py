# Fills memory upwards until something stops it.
# policy: open
# expect: crashed
import stdc
c = stdc.Char()
stdc.memset(stdc.addressof(c), 0x42, 2**40)  # attack
