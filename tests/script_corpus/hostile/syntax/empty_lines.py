# A source of a million empty lines.
# limits: memory=64MB
# expect: ok
# python expect: steps
exec('\n' * 1000000)  # attack
