# Removes chunks under a view that is kept.
# expect: ok
import array2d
from vmath import vec2i
a = array2d.chunked_array2d(4, default=0)
for i in range(10):
    a[vec2i(i * 4, 0)] = i
v = a.view()
for i in range(10):
    a.remove_chunk(vec2i(i, 0))
v[0, 0]  # attack
