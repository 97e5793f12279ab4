# factorial of 10**18 in a native loop.
# limits: steps=None wall_time=0.1
# expect: wall_time|ok|error
# python expect: error|memory|ok|wall_time
import math
math.factorial(10**18)  # attack
