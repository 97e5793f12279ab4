# A defaultdict whose factory returns the dict.
# expect: error
# error: RecursionError
# python expect: ok
from collections import defaultdict
d = defaultdict(lambda: d)
d[1]  # attack
print(d)
