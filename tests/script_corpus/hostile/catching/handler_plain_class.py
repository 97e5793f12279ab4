# "except" of a class that is no exception.
# expect: error
# error: ZeroDivisionError
# python error: TypeError
try:
    1 / 0  # attack
except int:
    pass
