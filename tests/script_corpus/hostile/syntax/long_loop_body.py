# A loop whose body is longer than a 16-bit jump.
# limits: memory=64MB
# expect: error
# error: SyntaxError
# python expect: steps
exec('for i in range(2):\n' + '    x = i\n' * 40000)  # attack
