# Many weighted choices of a long list.
# limits: steps=None wall_time=0.1 memory=64MB
# expect: wall_time|memory
import random
a = [1.0] * 100000
while True:
    random.choices(a, a, k=100000)  # attack
