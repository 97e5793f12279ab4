# A generator that turns whatever stops it into StopIteration.
# expect: steps
def g():
    try:
        while True:
            pass
    except:
        raise StopIteration
    yield 1
while True:
    for x in g():  # attack
        pass
