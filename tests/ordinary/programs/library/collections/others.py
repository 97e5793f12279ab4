from collections import OrderedDict, ChainMap, UserDict, UserList, UserString
o = OrderedDict([("b", 1), ("a", 2)]); o["c"] = 3; o.move_to_end("b"); print(o, list(o), o.popitem(last=False), o.popitem(), o); o.move_to_end("b", last=False) if "b" in o else None
print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == {"b": 2, "a": 1}, list(reversed(OrderedDict(a=1, b=2))), OrderedDict(a=1).copy())
class LRU(OrderedDict):
    def __init__(self, n): super().__init__(); self.n = n
    def __setitem__(self, k, v):
        super().__setitem__(k, v)
        if len(self) > self.n: self.popitem(last=False)
l = LRU(2); l["a"] = 1; l["b"] = 2; l["c"] = 3; print(list(l.items()))
c = ChainMap({"a": 1}, {"a": 2, "b": 3}); print(c["a"], c["b"], dict(c), c.maps, sorted(c), len(c)); c["z"] = 9; print(c.maps[0], c.new_child({"n": 1})["n"], c.parents["a"], c)
class D(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k.lower(), v)
d = D(A=1); d["B"] = 2; d.update(C=3); print(d, d.data, "a" in d, len(d), list(d))
class L(UserList):
    def total(self): return sum(self.data)
u = L([1, 2]); u.append(3); print(u, u.total(), u[1:], type(u[1:]).__name__, u + [4])
class S(UserString): pass
s = S("abc"); print(s.upper(), s + "d", len(s), s[0], type(s.upper()).__name__)
import collections.abc as abc
print(isinstance([], abc.Sequence), isinstance({}, abc.Mapping), isinstance(set(), abc.Set), isinstance(iter([]), abc.Iterator), isinstance(5, abc.Iterable), isinstance(len, abc.Callable), isinstance("", abc.Hashable), isinstance([], abc.Hashable), isinstance((x for x in []), abc.Generator), isinstance({}.keys(), abc.KeysView), issubclass(list, abc.MutableSequence), isinstance(b"", abc.ByteString))
class Seq(abc.Sequence):
    def __init__(self, *a): self.a = a
    def __getitem__(self, i): return self.a[i]
    def __len__(self): return len(self.a)
q = Seq(1, 2, 3, 2); print(q.index(2), q.count(2), 3 in q, list(reversed(q)), list(q))
class M(abc.MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = M(); m["a"] = 1; m.update(b=2); print(m.get("z", 0), m.pop("a"), dict(m), m.setdefault("q", 5), list(m.items()), "b" in m, m == {"b": 2, "q": 5}, sorted(m.keys()))
try:
    Seq2 = type("Seq2", (abc.Sequence,), {}); Seq2()
except TypeError as e:
    print(e)
