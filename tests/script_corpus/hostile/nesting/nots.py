# Chains 100,000 "not".
# expect: error|crashed
exec('not ' * 100000 + '1')  # attack
