# A function with 1,000 arguments, and a call with as many.
# expect: error
# error: SyntaxError
exec('def f(' + ', '.join(['a' + str(i) for i in range(1000)]) + '): pass\nf(' + ', '.join(['1'] * 1000) + ')')  # attack
