# Places of a view that have no chunk, or none any more.
# expect: ok
# stdout: 7 7 7
# stdout: 48
from array2d import chunked_array2d
from vmath import vec2i
a = chunked_array2d(4, default=7, auto_add_chunk=False)
v = a.view_rect(vec2i(0, 0), 10, 10)
x = v[5, 5]  # attack
b = chunked_array2d(4, default=7)
b[vec2i(0, 0)] = 1
b[vec2i(9, 0)] = 2
w = b.view()
y = w[5, 0]  # attack
b.clear()
z = w[0, 0]  # attack
print(x, y, z)
print(len([p for p in w]))
