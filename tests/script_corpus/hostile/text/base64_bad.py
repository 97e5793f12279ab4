# base64 of what is no base64.
# expect: ok
import base64
for s in ['', '=', '====', 'A', 'AB', 'ABC', 'ABCD=', '=ABC', 'AB=C', '\0\0\0\0', 'é' * 4, 'zzz~', b'\xff\xff\xff\xff', 5, None, 'A' * 1001]:
    try:
        base64.b64decode(s)
    except BaseException:
        pass
for s in [b'', b'a', 'text', 5, None]:
    try:
        base64.b64encode(s)  # attack
    except BaseException:
        pass
