# Iterates a view while its array's chunk goes away.
# expect: ok
import array2d
from vmath import vec2i
a = array2d.chunked_array2d(8, default='text')
a[vec2i(0, 0)] = 'x'
n = 0
for p, x in a.view():
    a.clear()  # attack
    n += 1
