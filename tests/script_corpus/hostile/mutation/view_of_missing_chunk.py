# Reads through a view where no chunk is.
# expect: ok
import array2d
from vmath import vec2i
a = array2d.chunked_array2d(4, default=0, auto_add_chunk=False)
v = a.view_rect(vec2i(0, 0), 10, 10)
v[5, 5]  # attack
v.tolist()
