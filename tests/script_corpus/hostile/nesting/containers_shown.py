# Containers nested deep are no more shown than CPython shows them, and not in quadratic time.
# expect: ok
# dialect: python
# limits: memory=64MB steps=3000000
# stdout: list RecursionError
# stdout: tuple RecursionError
# stdout: dict RecursionError
# stdout: frozenset RecursionError
# stdout: deque RecursionError
# stdout: partial RecursionError
# stdout: ValueError RecursionError
# stdout: [[[
from collections import deque
from functools import partial

def wrapped(wrap):
    inner = wrap(0)
    for i in range(5000):
        inner = wrap(inner)
    return inner

for name, wrap in [('list', lambda x: [x]), ('tuple', lambda x: (x,)), ('dict', lambda x: {1: x}),
                   ('frozenset', lambda x: frozenset([x])), ('deque', lambda x: deque([x])),
                   ('partial', lambda x: partial(len, x)), ('ValueError', lambda x: ValueError(x))]:
    value = wrapped(wrap)
    try:
        repr(value)  # attack
    except RecursionError:
        print(name, 'RecursionError')
    value = None
nested = []
for i in range(900):
    nested = [nested]
print(repr(nested)[:3])
