# Calls itself for ever.
# expect: error
# error: RecursionError
def f():
    return f()
f()  # attack
