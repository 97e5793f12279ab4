# Writes far behind an allocated block.
# policy: open
# expect: crashed|ok|error|memory
import stdc
p = stdc.malloc(64)
stdc.memset(p, 0x41, 100000)  # attack
a = [['x' * 90] for i in range(1000)]
str(a)
