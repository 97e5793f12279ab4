# Reads memory upwards until the end of what is mapped.
# policy: open
# limits: steps=None
# expect: crashed
import stdc
c = stdc.Char()
p = stdc.addressof(c)
while True:
    stdc.Char.read(p, 0)
    p += 4096  # attack
