# Counter over an endless generator.
# limits: steps=None
# expect: memory
from collections import Counter
def g():
    i = 0
    while True:
        yield i
        i += 1
Counter(g())  # attack
