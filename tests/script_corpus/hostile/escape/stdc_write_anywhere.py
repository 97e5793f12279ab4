# Writes to an address that is not there.
# policy: open
# expect: crashed
import stdc
stdc.write_cstr(0x414141414141, 'x')  # attack
