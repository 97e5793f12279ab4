# Sizes whose product overflows to a negative number.
# expect: memory
import array2d
a = array2d.array2d(50000, 50000)  # attack
a[40000, 40000] = 'x'
