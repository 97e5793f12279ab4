# type() with odd arguments.
# expect: error
# error: TypeError
for args in [(), (1,), (1, 2), ('A', (), {}), ('A', (object,), {}), (None, None, None)]:
    try:
        type(*args)
    except BaseException:
        pass
type.__new__(type)  # attack
