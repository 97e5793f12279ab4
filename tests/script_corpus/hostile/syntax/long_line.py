# A line of a megabyte.
# limits: memory=64MB
# expect: ok
# python expect: steps
exec('x = "' + 'a' * 1000000 + '"')  # attack
