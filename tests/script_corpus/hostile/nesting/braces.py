# Nests 50,000 dict displays.
# limits: memory=128MB
# expect: ok|error|crashed
exec('{1:' * 50000 + '1' + '}' * 50000)  # attack
