# Writes to thousands of cells of an array whose size overflowed: each may be anywhere in the process.
# expect: memory
import array2d
a = array2d.array2d(65536, 65537)  # attack
for r in range(0, 65537, 7):
    a[r % 65536, r] = r
