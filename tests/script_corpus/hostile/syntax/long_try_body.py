# A try whose body is longer than a 16-bit jump.
# limits: memory=64MB
# expect: ok
exec('try:\n' + '    x = 1\n' * 40000 + 'except ValueError:\n    pass\n')  # attack
