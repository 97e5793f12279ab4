# A running generator asks itself for the next value: its frame is not there.
# expect: error
# error: ValueError
def g():
    yield next(it)
it = g()
next(it)  # attack
