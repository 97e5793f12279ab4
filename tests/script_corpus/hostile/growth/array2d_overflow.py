# Sizes whose product overflows 32 bits to a small number, then writes far outside.
# expect: memory
import array2d
a = array2d.array2d(65536, 65537)  # attack
a[65535, 65536] = 1
for i in range(1000):
    a[i * 60, 65000] = i
