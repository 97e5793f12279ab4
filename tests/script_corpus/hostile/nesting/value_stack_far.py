# Pushes 60,000 operands, four times the value stack.
# limits: memory=64MB
# expect: ok|error|crashed
x = 1
exec('y = (' + 'x, ' * 60000 + ')')  # attack
