# A generator that loops over itself.
# expect: error
# error: ValueError
def g():
    for x in it:
        yield x
it = g()
for x in it:  # attack
    pass
