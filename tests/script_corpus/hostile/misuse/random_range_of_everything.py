# randint over all 64-bit numbers: the span is zero.
# expect: ok
import random
random.randint(-2**63, 2**63 - 1)  # attack
