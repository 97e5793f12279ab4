# Starts generators and drops them suspended: their frames must be freed.
# limits: steps=3000000
# expect: steps
def g():
    yield 1
    yield 2
while True:
    next(g())  # attack
