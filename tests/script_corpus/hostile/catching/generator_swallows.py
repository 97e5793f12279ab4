# A generator that swallows everything and goes on.
# expect: steps
def g():
    while True:
        try:
            while True:
                pass
        except:
            yield 1
for x in g():  # attack
    pass
