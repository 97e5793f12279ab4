# Subscripts a self-containing list 100,000 times in one expression.
# limits: memory=128MB
# expect: ok|error|crashed|steps
a = []
a.append(a)
exec('a' + '[0]' * 100000)  # attack
