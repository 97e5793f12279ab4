# Fills memory downwards from an object, page by page.
# policy: open
# expect: crashed
import stdc
c = stdc.Char()
p = stdc.addressof(c)
while True:  # attack
    p = p - 4096
    stdc.memset(p, 0, 4096)
