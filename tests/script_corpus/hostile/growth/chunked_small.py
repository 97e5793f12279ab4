# Adds small chunks for ever.
# limits: steps=None
# expect: memory
import array2d
from vmath import vec2i
a = array2d.chunked_array2d(2)
i = 0
while True:
    a[vec2i(i * 2, 0)] = i
    i += 1  # attack
