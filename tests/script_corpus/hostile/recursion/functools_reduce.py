# reduce whose function reduces.
# expect: error
# error: RecursionError
from functools import reduce
def f(a, b):
    return reduce(f, [a, b])
reduce(f, [1, 2])  # attack
