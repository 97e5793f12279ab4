# A chain of 100,000 "and" that jumps further than a signed 16-bit offset reaches.
# limits: memory=128MB
# expect: ok|error|crashed|steps
exec('x = ' + '1 and ' * 100000 + '1')  # attack
