# A generator that drains itself anew.
# expect: error
# error: RecursionError
def g():
    for x in g():
        yield x
for x in g():  # attack
    pass
