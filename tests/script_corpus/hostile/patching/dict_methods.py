# Replaces dict's methods, which **kwargs and exec use.
# expect: ok
# python expect: error
# python error: TypeError
# python unreached: 12
dict.__getitem__ = 5
dict.__setitem__ = 5
dict.__new__ = lambda cls: 5
def f(**kw):
    return kw
f(a=1)
exec('x = 1', {'y': 2})  # attack
