# Prints in a generator that swallows.
# limits: steps=None stdout=64KB
# expect: output
def g():
    while True:
        try:
            print('x' * 100)
        except BaseException:
            pass
        yield 1
for x in g():  # attack
    pass
