# Fills a class's annotations with odd things and makes a dataclass of it.
# expect: ok
# python expect: error
# python error: AttributeError
from dataclasses import dataclass
class A:
    x: int = 1
A.__annotations__[5] = 6
A.__annotations__['y'] = None
try:
    dataclass(A)
    print(A(1, 2))
except BaseException:
    pass
int.__annotations__['z'] = 1  # attack
