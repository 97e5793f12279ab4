# array2d's methods on values that are no arrays.
# expect: ok|error|crashed
import array2d
array2d.array2d.tolist(5)
