# A bare raise in a function called from a handler.
# expect: error|crashed
def f():
    raise
try:
    1 / 0
except ZeroDivisionError:
    f()
