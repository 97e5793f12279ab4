# A generator that yields itself.
# expect: steps
def g():
    while True:
        yield it
it = g()
x = it
while True:
    x = next(x)  # attack
