# "in" over an endless generator.
# expect: error|steps
def g():
    while True:
        yield 1
2 in g()  # attack
