# Indexes a one-byte object a gigabyte away.
# policy: open
# expect: crashed
import stdc
c = stdc.Char()
c[2**30] = 1
c[-2**31] = 1
