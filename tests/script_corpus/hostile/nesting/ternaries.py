# Nests 20,000 conditional expressions in parentheses.
# expect: error
# error: SyntaxError
exec('(1 if 1 else ' * 20000 + '1' + ')' * 20000)  # attack
