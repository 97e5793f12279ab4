# Nests 100,000 list displays.
# limits: memory=128MB
# expect: ok|error|crashed
exec('[' * 100000 + ']' * 100000)  # attack
