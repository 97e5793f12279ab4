# eval that evals.
# expect: error
# error: RecursionError
def f():
    return eval('f()')
f()  # attack
