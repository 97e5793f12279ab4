# An array2d whose size in bytes overflows 32 bits inside the library.
# expect: memory
import array2d
a = array2d.array2d(10000, 10000)  # attack
a[5000, 5000] = 1
