# A type annotation nested 100,000 deep.
# limits: memory=128MB
# expect: ok|error|crashed
# python expect: error|ok|steps
exec('x: ' + 'list[' * 100000 + 'int' + ']' * 100000 + ' = 1')  # attack
