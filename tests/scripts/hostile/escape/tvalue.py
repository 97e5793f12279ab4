# pkpy's raw values with odd types.
# policy: open
# expect: ok|error|crashed
import pkpy
for T in pkpy.TValue.values():
    for args in [(5,), (1.5,), ('x',), (), (1, 2)]:
        try:
            x = T(*args)
            x.value
            str(x)
        except BaseException:
            pass
T = pkpy.TValue[int]  # attack
x = T.__new__(list, 0x414141414141)
len(x)
