# json.dumps of odd values.
# expect: ok
import json
class A:
    pass
a = A()
a.x = 1
for x in [1, -2**63, 1.5, float('nan'), float('inf'), 'a\0b', '\x1b', b'x', (1, 2), {1: 2}, {'a': A}, A(), a.__dict__, globals(), None, ..., range(3)]:
    for indent in [0, 1, -1, 1000]:
        try:
            json.dumps(x, indent=indent)  # attack
        except BaseException:
            pass
