# A call with 300 keyword arguments.
# expect: error
# error: SyntaxError
# python expect: ok
def f(**kw):
    return len(kw)
exec('f(' + ', '.join(['k' + str(i) + '=1' for i in range(300)]) + ')')  # attack
