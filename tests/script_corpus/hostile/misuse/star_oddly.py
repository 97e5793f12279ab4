# Unpacks odd things into calls.
# expect: ok
def f(*args, **kw):
    return args
for x in [None, 5, "abc", {}, range(3)]:
    try:
        f(*x)
    except BaseException:
        pass
    try:
        f(**x)  # attack
    except BaseException:
        pass
