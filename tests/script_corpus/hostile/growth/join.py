# Joins a long list with a long separator.
# expect: memory
s = 'x' * 100000
s.join(['y'] * 100000)  # attack
