# Calls with keywords that are wrong, doubled or not strings.
# expect: ok
def f(a, *args, b=2, **kw):
    return a
for kw in [{'a': 1}, {'b': 1}, {1: 2}, {'': 1}, {'a b': 1}, {'self': 1}]:
    for args in [(), (1,), (1, 2, 3, 4)]:
        try:
            f(*args, **kw)  # attack
            len(*args, **kw)
            dict(*args, **kw)
        except BaseException:
            pass
