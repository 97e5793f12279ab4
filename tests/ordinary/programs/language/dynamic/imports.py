import math
import os.path as p
from math import sqrt, floor as fl
from collections import (
    OrderedDict,
    defaultdict as dd,
)
print(math.pi, sqrt(16), fl(2.7), p.join("a", "b"), OrderedDict(a=1), dd(int)["x"])
def f():
    import string
    from string import digits
    return string.ascii_lowercase[:3], digits
print(f())
try:
    import not_a_module
except ImportError as e:
    print(type(e).__name__, e, e.name)
try:
    from math import not_a_name
except ImportError as e:
    print(str(e).split(" (")[0])
try:
    import json as fast
except ImportError:
    fast = None
print(fast.__name__, math.__name__, type(math).__name__)
import sys
print("math" in sys.modules, sys.modules["math"] is math)
m = __import__("json")
print(m.dumps([1]))
import importlib
print(importlib.import_module("math") is math)
class C:
    import math as mm
    from math import e
print(C.mm.pi == math.pi, C.e)
from math import *
print(cos(0), gcd(12, 8))
import collections.abc
print(isinstance([], collections.abc.Sequence))
if __name__ == "__main__": print("main")
