# A left-associative chain of 100,000 additions of a name.
# limits: memory=128MB
# expect: ok|error|crashed|steps
x = 1
exec('y = x' + '+x' * 100000)  # attack
