# Convolves a large array with a large kernel: minutes in native code.
# limits: steps=None wall_time=0.1 memory=64MB
# expect: wall_time|error|ok
import array2d
a = array2d.array2d(300, 300, 1)
k = array2d.array2d(101, 101, 1)
a.convolve(k, 0)  # attack
