# A RecursionError is an ordinary exception, and can be caught.
# expect: ok
# stdout: caught
def f():
    return f()
try:
    f()  # attack
except RecursionError:
    print('caught')
