# Touches far-apart cells of a chunked array, so that each makes a chunk of 16 million cells.
# expect: memory|error
import array2d
from vmath import vec2i
a = array2d.chunked_array2d(4096)
for i in range(1000):
    a[vec2i(i * 4096, 0)] = i  # attack
