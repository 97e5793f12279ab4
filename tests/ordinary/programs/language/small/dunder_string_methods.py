class P:
    def __init__(self, x): self.x = x
    def __repr__(self): return f"P({self.x!r})"
    def __str__(self): return f"<{self.x}>"
    def __format__(self, spec): return f"{self.x:{spec}}" if spec else str(self)
    def __len__(self): return 3
    def __bool__(self): return self.x != 0
    def __contains__(self, v): return v == self.x
    def __call__(self, *a, **k): return self.x, a, k
print(P(1), repr(P("a")), [P(2)], {P: P(3)}[P], f"{P(4)} {P(5)!r} {P(6):>4} {P(2.5):.2f}", "%s %r" % (P(7), P(8)), len(P(0)), bool(P(0)), not P(1), 5 in P(5), P(9)(1, k=2), str(P(None)), "{:^5}|{!s}".format(P(1), P(2)))
