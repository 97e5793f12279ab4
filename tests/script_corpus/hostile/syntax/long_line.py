# A line of a megabyte.
# limits: memory=64MB
# expect: ok
exec('x = "' + 'a' * 1000000 + '"')  # attack
