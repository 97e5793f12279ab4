from collections import namedtuple
P = namedtuple("P", "x y")
p = P(1, y=2)
print(p, p.x, p[1], len(p), tuple(p), p == (1, 2), p._asdict(), p._replace(x=9), P._fields, P._make([5, 6]), P(*[7, 8]), P(**{"x": 1, "y": 0}), isinstance(p, tuple), hash(p) == hash((1, 2)))
x, y = p; print(x, y, p + (3,), sorted([P(2, 1), P(1, 5)]), max(P(1, 2), P(1, 3)), {p: "k"}[(1, 2)], [*p], p.index(2), p.count(1), p.__class__.__name__, P.__name__, P.__doc__)
D = namedtuple("D", ["a", "b", "c"], defaults=[10, 20]); print(D(1), D(1, 2), D._field_defaults)
R = namedtuple("R", "a class b a", rename=True); print(R._fields)
class Pt(namedtuple("Pt", "x, y")):
    __slots__ = ()
    @property
    def dist(self): return (self.x ** 2 + self.y ** 2) ** .5
    def __str__(self): return f"<{self.x},{self.y}>"
print(Pt(3, 4).dist, str(Pt(1, 2)), repr(Pt(1, 2)))
for bad in ("P(1)", "P(1, 2, 3)", "P(1, z=2)", "setattr(p, 'x', 5)", "namedtuple('X', 'a a')", "namedtuple('X', 'class')", "p.zz", "p._replace(q=1)", "namedtuple('X', '_a')", "p[5]"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
