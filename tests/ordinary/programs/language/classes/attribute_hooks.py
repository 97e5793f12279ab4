class Any:
    def __getattr__(self, name):
        if name.startswith("x"): return name * 2
        raise AttributeError(f"no {name}")
a = Any()
print(a.x, a.xyz)
a.real = 1
print(a.real, hasattr(a, "yy"), getattr(a, "zz", "default"))
try:
    a.other
except AttributeError as e:
    print(e)
class Log:
    def __getattribute__(self, name):
        if name.startswith("__"): return object.__getattribute__(self, name)
        v = object.__getattribute__(self, name)
        return (name, v)
    def __setattr__(self, name, value):
        object.__setattr__(self, name, value * 10)
    def __delattr__(self, name):
        print("deleting", name)
        super().__delattr__(name)
l = Log()
l.v = 3
print(l.v)
del l.v
print(hasattr(l, "v"))
class Proxy:
    def __init__(self, t): self.__dict__["t"] = t
    def __getattr__(self, n): return getattr(self.t, n)
    def __setattr__(self, n, v): setattr(self.t, n, v)
class T: pass
t = T(); p = Proxy(t)
p.q = 5
print(t.q, p.q)
class Private:
    def __init__(self): self.__secret = 1; self._half = 2
    def get(self): return self.__secret
    def __hidden(self): return "h"
    def call(self): return self.__hidden()
pr = Private()
print(pr.get(), pr.call(), sorted(pr.__dict__), pr._Private__secret)
try:
    pr.__secret
except AttributeError as e:
    print(e)
class Attr(dict):
    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__
d = Attr(a=1)
d.b = 2
print(d.a, d, d["b"])
class D:
    def __dir__(self): return ["b", "a"]
print(dir(D()))
print([n for n in dir(pr) if not n.startswith("__")])
