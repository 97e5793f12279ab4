# The generator's __next__ on things that are no generators.
# expect: error|crashed|ok
def g():
    yield 1
T = type(g())
T.__next__(5)
