# Makes an array2d of 9,000 by 9,000.
# expect: memory
import array2d
array2d.array2d(9000, 9000)  # attack
