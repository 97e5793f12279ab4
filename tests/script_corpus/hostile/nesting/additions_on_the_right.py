# 20,000 additions nested to the right need a value-stack slot each.
# limits: memory=128MB
# expect: ok|error|crashed
x = 1
exec('y = ' + 'x+(' * 20000 + 'x' + ')' * 20000)  # attack
