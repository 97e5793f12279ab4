# Vector and matrix methods on the wrong things.
# expect: ok
from vmath import vec2, vec3, vec2i, vec3i, mat3x3, color32
for T in [vec2, vec3, vec2i, vec3i, mat3x3, color32]:
    for name in dir(T):
        for args in [(), (5,), ('a', 'b'), ([], {}), (None, 1.5, 2)]:
            try:
                getattr(T, name)(*args)  # attack
            except BaseException:
                pass
