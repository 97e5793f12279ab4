# exec inside a generator that writes its locals between yields.
# expect: ok
# python expect: steps
def g():
    x = 0
    while x < 100:
        exec('x = x + 1')
        yield x
for v in g():  # attack
    pass
