# pkpy's raw values with odd types.
# policy: open
# expect: error
# error: TypeError
import pkpy
count = 0
for T in pkpy.TValue.values():
    for args in [(5,), (1.5,), ('x',), (), (1, 2)]:
        try:
            x = T(*args)  # attack
            count += 1
            x.value
            str(x)
        except BaseException:
            pass
T = pkpy.TValue[int]
assert count == 2
x = T.__new__(list, 0x414141414141)  # attack
len(x)
