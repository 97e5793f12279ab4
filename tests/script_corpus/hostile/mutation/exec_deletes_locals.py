# exec that deletes the caller's locals and uses them.
# expect: error
# error: UnboundLocalError
# python expect: ok
def f():
    x = 1
    exec('del x')
    return x
f()  # attack
