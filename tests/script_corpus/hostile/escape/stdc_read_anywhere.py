# Reads from an address that is not there.
# policy: open
# expect: crashed
import stdc
print(stdc.read_bytes(0x4141414141, 100))  # attack
