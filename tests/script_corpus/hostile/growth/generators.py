# Starts generators for ever and keeps them suspended.
# limits: steps=None
# expect: memory
def g():
    x = [0] * 10
    yield x
    yield x
a = []
while True:
    it = g()
    next(it)
    a.append(it)  # attack
