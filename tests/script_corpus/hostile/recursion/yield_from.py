# "yield from" itself for ever.
# expect: error
# error: RecursionError
def g():
    yield from g()
for x in g():  # attack
    pass
