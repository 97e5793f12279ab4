# A NUL in the middle of a source.
# expect: ok
exec('x = 1\0y = 2')  # attack
