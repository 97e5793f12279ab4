# Nests 100,000 parentheses: the parser recurses once a level on the C stack.
# expect: error|crashed
exec('(' * 100000 + '1' + ')' * 100000)  # attack
