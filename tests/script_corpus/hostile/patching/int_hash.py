# Replaces int.__hash__ by something random.
# expect: ok
# python expect: error
# python error: TypeError
# python unreached: 13
import random
random.seed(11)
int.__hash__ = lambda self: random.randint(0, 10)
d = {}
for i in range(100):
    d[i % 10] = i
    d.pop(i % 7, None)
len(d)  # attack
