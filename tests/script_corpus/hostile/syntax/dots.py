# Relative imports with thousands of dots.
# expect: error
# error: ValueError
# python error: ImportError
for n in [1, 2, 3, 63, 64, 1000]:
    try:
        exec('from ' + '.' * n + ' import x')
    except BaseException:
        pass
    try:
        exec('from ' + '.' * n + 'x import y')
    except BaseException:
        pass
exec('import ' + 'a.' * 1000 + 'b')  # attack
