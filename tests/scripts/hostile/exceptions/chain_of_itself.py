# An exception raised while it is being handled itself.
# expect: error
# error: ValueError
e = ValueError('x')
try:
    raise e
except ValueError:
    raise e
