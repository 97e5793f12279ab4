# Error messages that hold names of 100 kB: the compiler's message buffer is small.
# expect: error
# error: NameError
# python expect: steps
# python unreached: 12
n = 'a' * 100000
for s in ['def f(' + n + ', ' + n + '): pass', 'import ' + n, n, 'x.' + n + ' = 1', 'from ' + n + ' import ' + n, '1' + n, 'f(' + n + '=1, ' + n + '=2)']:
    try:
        exec(s)
    except BaseException as e:
        str(e)
exec(n)  # attack
