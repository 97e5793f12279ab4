# A call with 300 arguments: their number does not fit the bytecode's 8 bits.
# expect: error
# error: SyntaxError
# python expect: ok
def f(*args):
    return len(args)
exec('f(' + ', '.join(['1'] * 300) + ')')  # attack
