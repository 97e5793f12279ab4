# A call with 256 arguments, which is zero in 8 bits.
# expect: error
# error: SyntaxError
# python expect: ok
def f(*args):
    return len(args)
exec('x = f(' + ', '.join(['1'] * 256) + ')')  # attack
