# Types on the stack that are no class whose body runs, when an exception is caught.
# expect: ok
# stdout: True
# stdout: 1 5 6
# stdout: 2 7
# stdout: True
match int:
    case int:
        try:
            1 / 0
        except ZeroDivisionError:
            pass
pair = (0x414141414141, lambda self: super())
try:
    pair[1](5)  # attack
except RuntimeError:
    print(True)

class A:
    match int:
        case int:
            try:
                1 / 0  # attack
            except ZeroDivisionError:
                x = 1
    y = 5
    for z in [6]:
        try:
            [][z]
        except IndexError:
            pass
print(A.x, A.y, A.z)

match str:
    case str:
        class B:
            try:
                {}[0]  # attack
            except KeyError:
                x = 2
            y = 7
print(B.x, B.y)
print('x' not in int.__dict__ and 'x' not in str.__dict__)
