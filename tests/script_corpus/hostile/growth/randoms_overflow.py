# random.choices asked for a count that wraps to a small 32-bit number.
# expect: memory|error|ok
# limits: wall_time=1
# python expect: error|memory|ok|steps
import random
random.choices([1, 2, 3], k=2**32 + 5)  # attack
