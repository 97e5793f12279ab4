d = {1: "int"}
d[1.0] = "float"
d[True] = "bool"
print(d, len(d), d[1], d[1.0], d[True], list(d)[0])
d = {0: "a", 0.0: "b", False: "c", -0.0: "d"}
print(d)
s = {1, 1.0, True, 2, 2.0}
print(s, len(s))
print({1.5: "x"}[3 / 2], {10 ** 20: 1}[1e20], {(1, 2): "t"}[(1.0, True + 1)], {"1": 1}.get(1))
print([1, 2, 3].index(2.0), [1, 2].count(True), 1.0 in [1], 1 in {1.0}, (1, 2) == (1.0, 2.0), [0] == [False], {1: 2} == {1.0: 2.0}, {1} == {True})
print(hash(2.0) == hash(2), hash(2 ** 80) == hash(2.0 ** 80), hash(1 + 0j) == hash(1))
from fractions import Fraction
from decimal import Decimal
print({Fraction(1, 2): "half"}[0.5], {Decimal(3): "three"}[3], hash(Fraction(4, 2)) == hash(2), hash(Decimal("1.5")) == hash(1.5))
try:
    {[1]: 2}
except TypeError as e:
    print(e)
try:
    {{}: 1}
except TypeError as e:
    print(e)
try:
    {1, set()}
except TypeError as e:
    print(e)
try:
    hash(([1],))
except TypeError as e:
    print(e)
class K:
    def __init__(self, k): self.k = k
    def __hash__(self): return hash(self.k)
    def __eq__(self, o): return self.k == (o.k if isinstance(o, K) else o)
print({K(1): "k"}[1], {1: "one"}[K(1)], K(1) in [1], K("a") in {"a"})
