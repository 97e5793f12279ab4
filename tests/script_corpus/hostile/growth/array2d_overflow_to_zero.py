# Sizes whose product overflows to exactly zero slots.
# expect: memory
import array2d
a = array2d.array2d(65536, 65536)  # attack
a[0, 60000] = 'x'
