# A NUL in the middle of a source.
# expect: error
# error: SyntaxError
exec('x = 1\0y = 2')  # attack
