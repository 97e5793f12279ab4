# Divides an integer vector by zero and by -1: a machine divide traps.
# expect: error|ok
from vmath import vec2i
try:
    vec2i(5, 5) // 0
except BaseException:
    pass
vec2i(-2**31, -2**31) // -1  # attack
