# join over an endless generator of empty strings: no memory grows.
# expect: steps
def g():
    while True:
        yield ''
''.join(g())  # attack
