class V:
    def __init__(self, x, y): self.x, self.y = x, y
    def __repr__(self): return f"V({self.x}, {self.y})"
    def __add__(self, o): return V(self.x + o.x, self.y + o.y) if isinstance(o, V) else NotImplemented
    def __radd__(self, o): return self if o == 0 else NotImplemented
    def __sub__(self, o): return V(self.x - o.x, self.y - o.y)
    def __mul__(self, k): return V(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __truediv__(self, k): return V(self.x / k, self.y / k)
    def __floordiv__(self, k): return V(self.x // k, self.y // k)
    def __mod__(self, k): return V(self.x % k, self.y % k)
    def __matmul__(self, o): return self.x * o.x + self.y * o.y
    def __pow__(self, k, m=None): return ("pow", k, m)
    def __rpow__(self, k): return ("rpow", k)
    def __neg__(self): return V(-self.x, -self.y)
    def __pos__(self): return self
    def __abs__(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    def __invert__(self): return V(self.y, self.x)
    def __eq__(self, o): return isinstance(o, V) and (self.x, self.y) == (o.x, o.y)
    def __hash__(self): return hash((self.x, self.y))
    def __lt__(self, o): return abs(self) < abs(o)
    def __bool__(self): return bool(self.x or self.y)
    def __len__(self): return 2
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __iter__(self): yield self.x; yield self.y
    def __contains__(self, v): return v in (self.x, self.y)
    def __call__(self, *a): return a
    def __and__(self, o): return "and"
    def __rand__(self, o): return "rand"
    def __lshift__(self, o): return "lshift"
    def __rrshift__(self, o): return "rrshift"
    def __divmod__(self, o): return "divmod"
    def __rsub__(self, o): return ("rsub", o)
    def __round__(self, n=None): return ("round", n)
    def __int__(self): return int(self.x)
    def __float__(self): return float(self.x)
    def __index__(self): return self.x
    def __complex__(self): return complex(self.x, self.y)
a, b = V(1, 2), V(3, 4)
print(a + b, a - b, a * 3, 3 * a, b / 2, b // 2, b % 2, a @ b, a ** 2, 2 ** a, pow(a, 2, 3))
print(-a, +a, abs(b), ~a, a == V(1, 2), a != b, a < b, a > b, bool(V(0, 0)), len(a), a[1], list(a), 2 in a, a(5))
print(a & 1, 1 & a, a << 1, 1 >> a, divmod(a, 1), 10 - a, round(a), round(a, 2), int(a), float(a), complex(a), [10, 20][a], hex(V(255, 0)))
print(sum([a, b]), sorted([b, a]), max(a, b), {a: 1}[V(1, 2)], a in [V(1, 2)])
x, y = a
print(x, y, (lambda *p: p)(*a))
for op in ("a + 1", "1 + a", "a <= b", "a | b", "1 // a", "a - 1"):
    try:
        print(eval(op))
    except (TypeError, AttributeError) as e:
        print(op, "->", e)
