# A cache without bound fills for ever.
# limits: steps=None
# expect: memory
from functools import cache
@cache
def f(x):
    return x
i = 0
while True:
    f(i)
    i += 1  # attack
