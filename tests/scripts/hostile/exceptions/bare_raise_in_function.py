# A bare raise in a function called from a handler.
# expect: error
# error: SyntaxError
def f():
    raise
try:
    1 / 0
except ZeroDivisionError:
    f()
