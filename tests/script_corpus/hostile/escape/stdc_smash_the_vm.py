# Fills the memory around an object with garbage, both ways, a megabyte each.
# policy: open
# expect: crashed|error|ok|memory
import stdc
c = stdc.Char()
p = stdc.addressof(c)
stdc.memset(p - 1000000, 0x42, 2000000)  # attack
print('still here')
