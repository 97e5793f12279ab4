class A:
    def __init__(self, v): self.v = v
    def __eq__(self, o):
        print("A.eq", end=" ")
        return self.v == getattr(o, "v", o)
a, b = A(1), A(1)
print(a == b, a != b, a == 1, 1 == a, a in [b], [a] == [b])
try:
    hash(a)
except TypeError as e:
    print(e)
class B:
    def __gt__(self, o): print("B.gt", end=" "); return True
    def __le__(self, o): print("B.le", end=" "); return False
print(1 < B(), 1 >= B(), B() > 3)
for op in ("B() < B()", "B() < 1"):
    print(op, end=": ")
    try:
        print(eval(op))
    except TypeError as e:
        print(e)
class Base:
    def __add__(self, o): return "Base.add"
    def __radd__(self, o): return "Base.radd"
class Derived(Base):
    def __radd__(self, o): return "Derived.radd"
print(Base() + Derived(), Derived() + Base(), 1 + Base(), Base() + 1)
class N:
    def __eq__(self, o): return NotImplemented
    def __ne__(self, o): return NotImplemented
n = N()
print(n == n, n == N(), n != n, n != 1)
class NE:
    def __ne__(self, o): return "ne called"
print(NE() != 1, NE() == 1)
print(object() == object(), object() != object(), A == A, int == int, int != str)
import functools
@functools.total_ordering
class T:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(T(1) <= T(1), T(2) > T(1), T(2) >= T(3))
class H:
    def __init__(self, k): self.k = k
    def __hash__(self): return 1
    def __eq__(self, o): return self.k == o.k
d = {H(1): "one", H(2): "two"}
print(d[H(2)], len({H(1), H(1), H(3)}))
