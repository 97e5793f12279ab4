# Every method of every builtin type, on a text as self.
# expect: ok
for T in [int, float, bool, list, tuple, dict, bytes, slice, range, type, property]:
    for name in dir(T):
        try:
            getattr(T, name)('a text that is longer than inline')  # attack
        except BaseException:
            pass
