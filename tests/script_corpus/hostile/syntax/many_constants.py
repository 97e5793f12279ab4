# A function with 70,000 constants.
# limits: memory=64MB wall_time=20 steps=3000000
# expect: error
# error: SyntaxError
# python expect: memory
exec('def f():\n' + ''.join(['    x = ' + str(i) + '.5\n' for i in range(70000)]))  # attack
