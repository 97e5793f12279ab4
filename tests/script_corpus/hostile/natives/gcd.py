# gcd of the extremes.
# expect: ok
import math
math.gcd(-2**63, -1)
for other in [0, -2**63]:
    try:
        math.gcd(-2**63, other)
    except OverflowError:
        pass
math.gcd(7540113804746346429, 4660046610375530309)  # attack
