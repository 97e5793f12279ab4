# Writes before an allocated block, over the allocator's own headers.
# policy: open
# expect: crashed|ok|error|memory
import stdc
for i in range(10):
    p = stdc.malloc(100)
    stdc.memset(p - 16, 0xff, 16)
    try:
        stdc.free(p)  # attack
    except BaseException:
        pass
a = ['x' * 1000 for i in range(100)]
