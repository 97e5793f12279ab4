# A generator re-entered from a sort key inside itself.
# expect: error
# error: ValueError
def g():
    yield sorted([3, 2, 1], key=lambda x: next(it))
it = g()
next(it)  # attack
