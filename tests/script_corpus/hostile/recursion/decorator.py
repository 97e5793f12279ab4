# A decorated function that decorates itself.
# expect: error
# error: RecursionError
def d(f):
    def w():
        return d(f)()
    return w
@d
def f():
    return 1
f()  # attack
