class P:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
p = P(1, 2)
print(p.x, p.y)
p.x += 10
print(p.x)
try:
    p.z = 3
except AttributeError as e:
    print(e)
print(hasattr(p, "__dict__"), P.__slots__)
del p.x
try:
    p.x
except AttributeError as e:
    print(e)
class Q(P):
    __slots__ = ["w"]
q = Q(1, 2)
q.w = 3
print(q.x, q.w)
try:
    q.v = 1
except AttributeError:
    print("no v")
class R(P): pass
r = R(1, 2)
r.anything = 5
print(r.__dict__, r.x)
class One:
    __slots__ = "only"
o = One()
o.only = 1
print(o.only)
class Both:
    __slots__ = ("a", "__dict__")
b = Both()
b.a, b.z = 1, 2
print(b.a, b.__dict__)
try:
    class Bad:
        __slots__ = ("a",)
        a = 1
except ValueError as e:
    print(e)
print(type(P.x).__name__)
