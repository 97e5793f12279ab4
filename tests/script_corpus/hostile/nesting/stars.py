# Chains 100,000 stars before a name.
# expect: error|crashed
exec('f(' + '*' * 100001 + 'x)')  # attack
