# Native functions as the very methods that they call: no frame is entered on the way down.
# expect: ok
# stdout: 11
# python expect: error
# python error: TypeError
# python stdout: (nothing)
# python unreached: 38
import math

class Own:
    __len__ = len
    __iter__ = iter
    __next__ = next
    __hash__ = hash
    __repr__ = repr
    __abs__ = abs
    def __eq__(self, other):
        return True
    def __ne__(self, other):
        return False

class Printed:
    __str__ = print
    __repr__ = print

caught = 0
own = Own()
calls = [len, iter, next, hash, repr, abs, lambda x: math.fsum(x), lambda x: bool(x)]
for call in calls:
    try:
        call(own)  # attack
    except RecursionError:
        caught += 1
class Joined:
    __iter__ = ','.join
for call in [lambda: str(Printed()), lambda: print(Printed()), lambda: [x for x in Joined()]]:
    try:
        call()  # attack
    except RecursionError:
        caught += 1
print(caught)
