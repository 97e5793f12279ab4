# A function with 100,000 locals.
# limits: memory=64MB steps=3000000
# expect: error
# error: SyntaxError
# python expect: memory
exec('def f():\n' + ''.join(['    v' + str(i) + ' = 1\n' for i in range(100000)]))  # attack
