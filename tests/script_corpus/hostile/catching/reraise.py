# Catches and raises again for ever.
# expect: steps
def f():
    while True:
        try:
            try:
                1 / 0
            except ZeroDivisionError:
                raise
        except ZeroDivisionError:
            pass
f()  # attack
