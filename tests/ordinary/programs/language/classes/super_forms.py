class A:
    def f(self, x=0): return f"A{x}"
    @classmethod
    def c(cls): return f"A.c {cls.__name__}"
    @staticmethod
    def s(): return "A.s"
    attr = "A attr"
class B(A):
    def f(self, x=1): return "B" + super().f(x)
    def g(self): return super(B, self).f(7)
    @classmethod
    def c(cls): return "B>" + super().c()
    @staticmethod
    def s(): return "B>" + super(B, B).s()
    def a(self): return super().attr
    def closure(self):
        def inner(): return super(B, self).f()
        h = lambda: super(__class__, self).f(9)
        return inner(), h()
    def comp(self): return [__class__.__name__ for _ in range(1)]
b = B()
print(b.f(), b.g(), B.c(), b.s(), b.a(), b.closure(), b.comp())
class C(B):
    def f(self, *a): return "C" + super().f(*a)
    attr = "C attr"
print(C().f(), C().a(), C.c())
try:
    b2 = super(C, b)
except TypeError as e:
    print(e)
class S(A):
    def f(self): return super().missing
try:
    S().f()
except AttributeError as e:
    print(e)
class L(list):
    def __getitem__(self, i): return ("item", super().__getitem__(i))
    def __init__(self, *a): super().__init__(a)
print(L(1, 2)[0], len(L(1, 2, 3)))
class D(dict):
    def __setitem__(self, k, v): super().__setitem__(k, v * 2)
    def update(self, *a): print("update"); super().update(*a)
d = D(); d["a"] = 1; d.update({"b": 5})
print(d)
class E(Exception):
    def __str__(self): return "E:" + super().__str__()
print(str(E("x")), repr(E("x", 1)))
print(repr(super(B, b)).startswith("<super: <class 'B'>"))
