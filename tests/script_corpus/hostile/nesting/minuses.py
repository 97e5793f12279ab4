# Chains 100,000 unary minuses.
# expect: error|crashed
exec('-' * 100000 + 'x', {'x': 1})  # attack
