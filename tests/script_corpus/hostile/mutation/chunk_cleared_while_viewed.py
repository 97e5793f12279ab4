# Clears a chunked array inside a function that maps its view.
# expect: ok
import array2d
from vmath import vec2i
a = array2d.chunked_array2d(4, default=1)
a[vec2i(0, 0)] = 1
v = a.view()
def f(x):
    a.clear()
    junk.append(['x' * 30] * 100)
    return x
junk = []
v.map(f)  # attack
