# gcd of the extremes.
# expect: ok|error|crashed
import math
math.gcd(-2**63, -1)
math.gcd(-2**63, 0)
math.gcd(-2**63, -2**63)
math.gcd(7540113804746346429, 4660046610375530309)  # attack
