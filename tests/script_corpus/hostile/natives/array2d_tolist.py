# tolist of a large array for ever.
# limits: steps=None wall_time=0.1 memory=64MB
# expect: wall_time|memory
import array2d
a = array2d.array2d(300, 300, 1)
while True:
    a.tolist()  # attack
