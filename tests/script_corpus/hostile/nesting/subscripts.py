# Nests 20,000 subscripts.
# limits: memory=128MB
# expect: ok|error|crashed
a = [0]
exec('a[' * 20000 + '0' + ']' * 20000)  # attack
