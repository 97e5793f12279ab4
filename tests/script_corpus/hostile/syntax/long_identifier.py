# An identifier of a megabyte.
# limits: memory=64MB
# expect: ok
n = 'a' * 1000000
exec(n + ' = 1\n' + n)  # attack
