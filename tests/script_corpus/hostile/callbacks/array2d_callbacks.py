# Functions of map, apply and zip_with, and operators, that drop the chunks they are called for.
# policy: open
# expect: ok
# stdout: 16 16 16 16 1
# python limits: steps=20000000
import gc
from array2d import chunked_array2d
from vmath import vec2i
class E:
    def __eq__(self, other):
        drop()
        return True
    def __ne__(self, other):
        return False
    def __add__(self, other):
        drop()
        return self
def drop(*args):
    a.clear()
    gc.collect()
    junk.append([[i] for i in range(300)])
    return 1
junk = []
a = chunked_array2d(4, default=[E()])
def make():
    a[vec2i(0, 0)] = [E()]
    return a.view()
counts = [make().map(repr).numel, make().map(drop).numel, make().zip_with(make(), drop).numel]
make().apply(drop)  # attack
a.clear()
b = chunked_array2d(4, default=E())
a = b
def make():
    a[vec2i(0, 0)] = E()
    return a.view()
counts.append((make() + 1).numel)  # attack
counts.append(make().count(5) and 1)  # attack
print(counts[0], counts[1], counts[2], counts[3], counts[4])
