# factorial of 10**18, swallowed and tried again.
# limits: steps=None wall_time=0.1
# expect: wall_time
# python expect: memory|wall_time
import math
while True:
    try:
        math.factorial(10**18)  # attack
    except BaseException:
        pass
