# 5,000 generators, each driving the one before it.
# expect: error
# error: RecursionError
def wrap(it):
    for x in it:
        yield x
g = iter([1])
for i in range(5000):
    g = wrap(g)
for x in g:  # attack
    pass
