# Two exceptions that are each other's context.
# expect: error
# error: ValueError
a = ValueError('a')
b = ValueError('b')
try:
    raise a  # attack
except ValueError:
    try:
        raise b
    except ValueError:
        raise a
