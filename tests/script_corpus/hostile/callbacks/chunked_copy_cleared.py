# A copy of a chunked array whose original drops its chunks.
# expect: ok
# stdout: 0 2 [0, 0]
# dialect: pocketpy
from array2d import chunked_array2d
from vmath import vec2i
p = vec2i(0, 0)
a = chunked_array2d(32, default=0)
a[p] = 0
b = a.copy()
b[p] = 2
first = a[p]
a.clear()
junk = [bytes([65] * 16000) for i in range(20)]
print(first, b[p], [b[vec2i(i, i)] for i in range(1, 3)])  # attack
