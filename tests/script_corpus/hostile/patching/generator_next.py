# Patches the generator type.
# expect: error
# error: TypeError
# python unreached: 10
def g():
    yield 1
T = type(g())
T.__next__ = lambda self: 5
T.__iter__ = lambda self: 7
for x in g():  # attack
    pass
