# Calls builtin property getters on values of other types.
# expect: ok
for T in [type, type(lambda: 1), type([].append), slice, type(ValueError())]:
    for name in ['__name__', '__base__', '__module__', '__doc__', '__self__', '__func__', 'start', 'stop', 'step', 'args']:
        d = T.__dict__
        if name in d:  # attack
            try:
                d[name].fget(5)
            except BaseException:
                pass
