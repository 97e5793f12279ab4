# all() over an endless generator.
# expect: steps
def g():
    while True:
        yield 1
all(g())  # attack
