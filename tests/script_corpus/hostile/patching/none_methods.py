# Patches the types of None, ellipsis and NotImplemented.
# expect: ok
for v in [None, ..., NotImplemented]:
    T = type(v)
    for name in ['__repr__', '__eq__', '__bool__', '__hash__', '__call__', '__iter__', '__add__']:
        try:
            setattr(T, name, lambda *args: 5)
        except BaseException:
            pass
try:
    print(None, [None], ...)
except BaseException:
    pass
None == 1  # attack
