from functools import singledispatchmethod, total_ordering
class Neg:
    @singledispatchmethod
    def neg(self, a): raise NotImplementedError("cannot negate")
    @neg.register
    def _(self, a: int): return -a
    @neg.register
    def _(self, a: bool): return not a
print(Neg().neg(5), Neg().neg(True))
try:
    Neg().neg("x")
except NotImplementedError as e:
    print(e)
@total_ordering
class V:
    def __init__(self, s): self.parts = tuple(map(int, s.split(".")))
    def __eq__(self, o): return self.parts == o.parts
    def __lt__(self, o): return self.parts < o.parts
    def __repr__(self): return "v" + ".".join(map(str, self.parts))
print(sorted([V("1.10"), V("1.2"), V("0.9")]), V("1.0") >= V("1.0"), V("2") > V("1.9"), V("1") <= V("0.1"), max(V("1.1"), V("1.0.5")))
