# fsum of numbers that make ever more partial sums.
# limits: steps=None wall_time=0.1
# expect: wall_time|ok|error
import math
a = [1e308, 1.0, -1e308, 1e-300] * 20000
while True:
    math.fsum(a)  # attack
