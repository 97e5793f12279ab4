# array2d's methods on values that are no arrays.
# expect: error
# error: TypeError
import array2d
array2d.array2d.tolist(5)  # attack
