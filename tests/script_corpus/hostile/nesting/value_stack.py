# Pushes 17,000 list displays' items before any is built: more than the VM's value stack has slots.
# expect: ok|error|crashed
x = 1
exec('y = [' + 'x, ' * 17000 + ']')  # attack
