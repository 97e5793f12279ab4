# Nests 20,000 lambdas.
# limits: memory=128MB
# expect: ok|error|crashed
exec('lambda: ' * 20000 + '1')  # attack
