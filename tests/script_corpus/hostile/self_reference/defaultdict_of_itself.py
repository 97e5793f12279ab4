# A defaultdict whose factory returns the dict.
# expect: error
# error: RecursionError
from collections import defaultdict
d = defaultdict(lambda: d)
d[1]  # attack
print(d)
