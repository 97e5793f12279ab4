# An if whose body is longer than a 16-bit jump.
# limits: memory=64MB
# expect: error
# error: SyntaxError
# python expect: ok
exec('if x == 0:\n' + '    x = 1\n' * 40000, {'x': 1})  # attack
