# Chains 100,000 tildes.
# expect: error|crashed
exec('~' * 100000 + '1')  # attack
