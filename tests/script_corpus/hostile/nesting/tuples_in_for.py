# Unpacks into 100,000 nested targets.
# limits: memory=128MB
# expect: error|crashed
exec('for ' + '(' * 100000 + 'x' + ',)' * 100000 + ' in []: pass')  # attack
