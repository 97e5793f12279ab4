class Temp:
    def __init__(self, c=0): self._c = c
    @property
    def f(self):
        "Fahrenheit"
        return self._c * 9 / 5 + 32
    @f.setter
    def f(self, v): self._c = (v - 32) * 5 / 9
    ro = property(lambda self: "read only", doc="ro doc")
t = Temp(100)
print(t.f); t.f = 32; print(t._c, Temp.f.__doc__, Temp.ro.__doc__)
for stmt in ("t.ro = 1", "del t.f"):
    try:
        exec(stmt)
    except AttributeError as e:
        print(e)
class Typed:
    def __init__(self, kind): self.kind = kind
    def __set_name__(self, o, n): self.n = n
    def __get__(self, o, t=None):
        if o is None: return self
        return o.__dict__.get(self.n)
    def __set__(self, o, v):
        o.__dict__[self.n] = self.kind(v)
    def __delete__(self, o): print("delete"); o.__dict__.pop(self.n)
class Rec:
    a = Typed(int)
    b = Typed(str)
r = Rec()
r.a, r.b = "5", 6
print(r.a, repr(r.b), isinstance(Rec.a, Typed))
del r.a
print(r.a)
class NonData:
    def __get__(self, o, t): return "from descriptor"
class H:
    nd = NonData()
h = H()
print(h.nd); h.nd = "instance"; print(h.nd, H.nd)
class Lazy:
    def __init__(self, f): self.f = f; self.name = f.__name__
    def __get__(self, o, t=None):
        if o is None: return self
        print("computing")
        v = o.__dict__[self.name] = self.f(o)
        return v
class Circle:
    def __init__(self, r): self.r = r
    @Lazy
    def area(self): return self.r ** 2 * 3
c = Circle(2)
print(c.area, c.area)
class Sub(Temp):
    @Temp.f.getter
    def f(self): return "sub"
print(Sub().f, type(Temp.__dict__["f"]).__name__)
class Fn:
    def method(self): pass
print(Fn.__dict__["method"].__get__(Fn(), Fn).__name__)
