# A display of 70,000 items, whose count does not fit the bytecode's 16-bit argument.
# limits: memory=64MB
# expect: ok|error|crashed
exec('y = [' + '1,' * 70000 + ']')  # attack
