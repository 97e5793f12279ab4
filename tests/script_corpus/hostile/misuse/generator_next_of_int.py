# The generator's __next__ on things that are no generators.
# expect: error
# error: TypeError
def g():
    yield 1
T = type(g())
T.__next__(5)  # attack
