# Yields inside handlers and never comes back.
# expect: steps
def g():
    try:
        1 / 0
    except ZeroDivisionError:
        yield 1
        yield 2
while True:
    next(g())  # attack
