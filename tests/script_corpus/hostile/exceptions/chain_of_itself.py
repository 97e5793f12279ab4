# An exception raised while it is being handled itself.
# expect: error
# error: ValueError
e = ValueError('x')
try:
    raise e  # attack
except ValueError:
    raise e
