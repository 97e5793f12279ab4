# Allocates negative and huge sizes.
# policy: open
# expect: memory|crashed|error|ok
import stdc
for n in [0, -1, -2**63, 2**63 - 1, 2**62, 2**40]:
    try:
        p = stdc.malloc(n)
        stdc.free(p)  # attack
    except BaseException:
        pass
