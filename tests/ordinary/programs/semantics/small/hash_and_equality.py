print(hash(1) == hash(1.0) == hash(True), hash("a") == hash("a"), hash((1, 2)) == hash((1, 2)), hash(-1), hash(0), hash(2 ** 61 - 1), hash(1.5), hash(None) == hash(None), hash(10 ** 20), hash(-5), hash(0.1), hash(float("inf")), hash(2 ** 100), hash(1e20) == hash(10 ** 20))
class A:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return isinstance(o, A) and self.v == o.v
    def __hash__(self): return hash(self.v)
print({A(1): "x"}[A(1)], A(1) in {A(1)}, len({A(1), A(1), A(2)}), A(1) != A(2), [A(1)].index(A(1)), {A(1)} == {A(1)})
class B(A): pass
print(B(1) == A(1), hash(B(1)) == hash(1), {A(1): 1, B(1): 2}[A(1)])
class C(A):
    def __eq__(self, o): return True
try: hash(C(1))
except TypeError as e: print(e)
print(C.__hash__ is None, A.__hash__ is not None, object() == object())
for bad in ([], {}, set(), ([],), slice(1)):
    try: hash(bad)
    except TypeError as e: print(e)
