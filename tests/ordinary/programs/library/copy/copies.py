import copy
a = [1, [2, 3], {"k": [4]}]
s, d = copy.copy(a), copy.deepcopy(a)
a[1].append(9); a[2]["k"].append(9); a.append("new"); print(s, d)
class C:
    def __init__(self): self.x = [1]; self.me = self
c = C(); e = copy.deepcopy(c); f = copy.copy(c); c.x.append(2); print(e.x, e.me is e, f.x, f.me is c)
class D:
    def __init__(self, v): self.v = v
    def __copy__(self): return D("copied")
    def __deepcopy__(self, memo): return D("deep")
print(copy.copy(D(1)).v, copy.deepcopy([D(1)])[0].v, copy.copy((1, 2)), copy.deepcopy("x"), copy.copy({1}), copy.deepcopy({"a": {1: (2, [3])}}), copy.copy(len) is len, copy.deepcopy(None))
r = [1]; r.append(r); q = copy.deepcopy(r); print(q[1] is q, q is r)
t = ([1], 2); u = copy.deepcopy(t); t[0].append(5); print(u, copy.copy(t) is t)
shared = [1]; x = [shared, shared]; y = copy.deepcopy(x); y[0].append(2); print(y, y[0] is y[1])
class Sub(list): pass
z = Sub([1]); z.attr = [2]; w = copy.deepcopy(z); print(type(w).__name__, w, w.attr, w.attr is z.attr)
class Sl:
    __slots__ = ("a",)
o = Sl(); o.a = [1]; print(copy.deepcopy(o).a, copy.copy(range(3)), copy.deepcopy(frozenset([1])))
