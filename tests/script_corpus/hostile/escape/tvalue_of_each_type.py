# The dict of raw value types finds its keys, which it got before hash() was the engine's.
# policy: open
# expect: ok
# stdout: 4 4 3
import pkpy
from vmath import vec2, vec2i
found = [pkpy.TValue[t] for t in [int, float, vec2, vec2i]]  # attack
pkpy.TValue.pop(int)
print(len(found), len([t for t in found if t in found]), len(pkpy.TValue))
