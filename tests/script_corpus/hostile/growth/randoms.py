# random.choices asked for two billion picks.
# expect: memory|error
import random
random.choices([1, 2, 3], k=2**31 - 1)  # attack
