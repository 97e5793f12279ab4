# Makes an array2d of 10,000 by 10,000.
# expect: memory|error
import array2d
array2d.array2d(10000, 10000)
