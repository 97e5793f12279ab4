# Flips single bytes all over the VM and goes on working.
# policy: open
# limits: wall_time=5
# expect: crashed|error|ok|memory|steps|wall_time|output
import stdc
import random
random.seed(5)
c = stdc.Char()
p = stdc.addressof(c)
for i in range(2000):
    stdc.UChar.write(p, random.randint(-200000, 200000), random.randint(0, 255))
    [i, str(i), {i: i}]  # attack
