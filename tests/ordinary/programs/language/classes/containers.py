class Ring:
    def __init__(self, *items): self.items = list(items)
    def __len__(self): return len(self.items)
    def __getitem__(self, i):
        if isinstance(i, slice): return Ring(*self.items[i])
        return self.items[i % len(self.items)]
    def __setitem__(self, i, v): self.items[i % len(self.items)] = v
    def __delitem__(self, i): del self.items[i % len(self.items)]
    def __contains__(self, x): print("contains", end=" "); return x in self.items
    def __reversed__(self): return iter(self.items[::-1])
    def __repr__(self): return f"Ring{tuple(self.items)}"
r = Ring(1, 2, 3)
print(r[4], r[-1], r[0:2], len(r), 2 in r, list(reversed(r)))
r[5] = "x"; del r[0]
print(r)
class Old:
    def __getitem__(self, i):
        if i > 3: raise IndexError
        return i * i
print(list(Old()), 4 in Old(), [x for x in Old()], max(Old()))
class Count:
    def __init__(self, n): self.n = n
    def __iter__(self): self.i = 0; return self
    def __next__(self):
        if self.i >= self.n: raise StopIteration
        self.i += 1
        return self.i
print(list(Count(3)), sum(Count(4)), tuple(zip(Count(2), "ab")), 2 in Count(3), dict.fromkeys(Count(2)))
a, b, c = Count(3)
print(a, b, c, [*Count(2)], sorted(Count(3), reverse=True))
class D(dict):
    def __missing__(self, k): return f"<{k}>"
d = D(a=1)
print(d["a"], d["zz"], d.get("zz"), "zz" in d)
class L(list):
    def first(self): return self[0]
    def append(self, x): super().append(x * 2)
l = L([1, 2]); l.append(5)
print(l, l.first(), isinstance(l, list), len(l), l + [1], type(l + [1]).__name__, type(l[:]).__name__)
class S(str):
    def shout(self): return self.upper() + "!"
s = S("hi")
print(s.shout(), s + "x", s == "hi", {s: 1}["hi"], type(s.upper()).__name__)
class I(int):
    def __add__(self, o): return I(int(self) + int(o) + 100)
    def __repr__(self): return f"I({int(self)})"
print(I(1) + 2, I(5) * 2, I("7"), I(3) == 3, [I(1)])
class T(tuple):
    def __new__(cls, a, b): return super().__new__(cls, (a, b))
    @property
    def a(self): return self[0]
print(T(1, 2), T(1, 2).a, len(T(1, 2)))
class LH:
    def __length_hint__(self): return 3
    def __iter__(self): return iter("abc")
print(list(LH()))
