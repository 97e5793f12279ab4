# Shuffles a long list for ever.
# limits: steps=None wall_time=0.5
# expect: wall_time
import random
a = [0] * 300000
while True:
    random.shuffle(a)  # attack
