# Deletes methods of builtin types one by one and uses the types.
# expect: error
# error: TypeError
# python expect: ok
for T in [list, dict, str, int, tuple]:
    for name in ['__len__', '__getitem__', '__iter__', '__eq__', '__hash__', '__repr__', '__contains__', '__new__', '__init__']:
        try:
            delattr(T, name)  # attack
        except BaseException:
            pass
try:
    str([1]), len([1]), {1: 2}[1]
except BaseException:
    pass
print([1, 2, 3])
