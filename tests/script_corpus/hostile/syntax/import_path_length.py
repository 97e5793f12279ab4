# Module paths around the library's limit of 63 characters.
# expect: error
# error: ValueError
# python error: ModuleNotFoundError
for n in range(55, 75):
    for s in ['a' * n, 'a.' + 'b' * (n - 2), 'a' * (n - 2) + '.b', '.' * n]:
        try:
            __import__(s)
        except BaseException:
            pass
__import__('x' * 64)  # attack
