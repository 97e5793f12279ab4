# Two functions that call each other.
# expect: error
# error: RecursionError
def f():
    return g()
def g():
    return f()
f()  # attack
