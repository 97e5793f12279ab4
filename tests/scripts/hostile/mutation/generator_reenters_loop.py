# A generator that loops over itself.
# expect: error|crashed|ok
def g():
    for x in it:
        yield x
it = g()
for x in it:  # attack
    pass
