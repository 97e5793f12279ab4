# Int literals that no int holds.
# expect: error
# error: SyntaxError
exec('x = ' + '9' * 100000)  # attack
