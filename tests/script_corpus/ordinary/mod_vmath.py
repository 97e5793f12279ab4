# Vectors, matrices and colours.
from vmath import color32, mat3x3, rgb, vec2, vec2i, vec3, vec3i
a, b = vec2(3, 4), vec2(1, 0)
print(a + b, a - b, a * 2, a.length(), a.dot(b), a.x, a.y, a == vec2(3, 4), a.normalize())
print(vec2i(1, 2) + vec2i(3, 4), vec2i(7, 9) // 2, vec3(1, 2, 3) * vec3(2, 2, 2), vec3i(1, 2, 3).z)
x, y = vec2i(5, 6)
print(x, y, {vec2i(1, 1): 'here'}[vec2i(1, 1)], a.with_x(0))
m = mat3x3.identity()
m[0, 2] = 5
print(m.determinant(), m[0, 2], m.transform_point(vec2(1, 1)), (m @ m)[0, 2])
c = rgb(255, 128, 0)
print(c.r, c.g, c.b, c.a, c.to_hex(), color32.from_hex('#00ff00'))
