# Vectors of edge values.
# expect: ok|error
from vmath import vec2, vec3, vec2i, vec3i, mat3x3
vs = [0.0, 1e308, float('nan'), float('inf')]
for a in vs:
    for b in vs:
        v = vec2(a, b)
        for f in [lambda: v.normalize(), lambda: v.length(), lambda: v + v, lambda: v * 1e308, lambda: v / 0.0, lambda: v.rotate(a), lambda: vec2i(2**40, -2**40), lambda: vec2i(2**31, 1) // 0, lambda: hash(v), lambda: v.dot(v)]:
            try:
                f()
            except BaseException:
                pass
m = mat3x3.zeros()
try:
    m.inverse()  # attack
except BaseException:
    pass
