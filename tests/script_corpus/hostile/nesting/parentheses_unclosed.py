# Nests 200,000 parentheses and never closes them.
# expect: error|crashed
exec('(' * 200000)  # attack
