# A function with exactly 64 and one with 65 locals.
# expect: error
# error: SyntaxError
# python expect: ok
exec('def f():\n' + ''.join(['    v' + str(i) + ' = 1\n' for i in range(64)]) + 'f()\n')
exec('def f():\n' + ''.join(['    v' + str(i) + ' = 1\n' for i in range(65)]) + 'f()\n')  # attack
