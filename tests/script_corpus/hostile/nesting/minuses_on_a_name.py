# Chains 100,000 unary minuses before a name, which no constant folding removes.
# expect: error|crashed
x = 1
exec('y = ' + '-' * 100000 + 'x')  # attack
