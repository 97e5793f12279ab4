# Asks modules for attributes that would be submodules with long names.
# expect: ok
import math
for n in [1, 50, 57, 58, 59, 60, 100, 1000]:
    try:
        getattr(math, 'x' * n)
    except BaseException:
        pass
for s in ['.', '..', 'a.', '.a', '/', '', '%s%n']:
    try:
        getattr(math, s)  # attack
    except BaseException:
        pass
