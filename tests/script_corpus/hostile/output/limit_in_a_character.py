# The limit falls inside a character of three bytes.
# limits: stdout=100
# expect: output
print('€' * 100)  # attack
