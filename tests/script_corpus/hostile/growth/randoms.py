# random.choices asked for two billion picks.
# expect: memory|error
# python expect: error|memory|steps
import random
random.choices([1, 2, 3], k=2**31 - 1)  # attack
