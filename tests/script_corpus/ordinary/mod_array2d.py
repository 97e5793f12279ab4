# Two-dimensional arrays.
import array2d
from vmath import vec2i
a = array2d.array2d(4, 3, 0)
a[1, 2] = 7
a[vec2i(0, 0)] = 1
print(a.shape, a.numel, a[1, 2], a.get(9, 9), a.is_valid(3, 2), a.is_valid(4, 0))
print(a.tolist(), a.map(lambda x: x * 10).tolist())
b = array2d.array2d(4, 3, lambda p: p.x + p.y)
print(b.tolist(), (a + b).tolist(), (b > 2).tolist(), b.index(5))
print(b[1:3, 0:2].tolist(), array2d.array2d.fromlist([[1, 2], [3, 4]]).render())
for p, v in array2d.array2d(2, 2, 'x'):
    print(p, v)
c = array2d.chunked_array2d(4, default=0)
c[vec2i(10, -3)] = 'far'
print(c[vec2i(10, -3)], c[vec2i(9, -3)], len(c), c.world_to_chunk(vec2i(10, -3)))
try:
    a[4, 0]
except IndexError as e:
    print('IndexError', e)
