# "except" of a class that is no exception.
# expect: error
# error: ZeroDivisionError
try:
    1 / 0  # attack
except int:
    pass
