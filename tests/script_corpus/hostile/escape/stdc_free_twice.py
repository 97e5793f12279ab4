# Frees a block twice, and then uses the allocator.
# policy: open
# expect: crashed|ok|error|memory
import stdc
p = stdc.malloc(100)
stdc.free(p)
stdc.free(p)  # attack
a = [['x' * 90] for i in range(1000)]
str(a)
