# Frees what was never allocated.
# policy: open
# expect: crashed|ok|error
import stdc
p = stdc.malloc(100)
stdc.free(p + 8)  # attack
