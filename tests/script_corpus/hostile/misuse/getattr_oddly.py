# getattr, setattr, delattr and hasattr with odd arguments.
# expect: error
# error: TypeError
for f in [getattr, setattr, delattr, hasattr]:
    for args in [(), (1,), (1, 2), (1, 'x', 3, 4), (None, '', 0), (5, 'a' * 1000)]:
        try:
            f(*args)
        except BaseException:
            pass
getattr(1)  # attack
