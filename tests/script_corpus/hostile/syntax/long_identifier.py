# An identifier of a megabyte.
# limits: memory=64MB
# expect: ok
# python expect: steps
n = 'a' * 1000000
exec(n + ' = 1\n' + n)  # attack
