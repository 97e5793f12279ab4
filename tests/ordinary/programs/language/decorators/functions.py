import functools
def trace(f):
    @functools.wraps(f)
    def wrapper(*a, **k):
        print("call", f.__name__, a, k)
        r = f(*a, **k)
        print("ret", r)
        return r
    return wrapper
def repeat(n):
    def deco(f):
        def w(*a): return [f(*a) for _ in range(n)]
        return w
    return deco
@trace
def add(a, b=1):
    "adds"
    return a + b
add(1, b=2)
print(add.__name__, add.__doc__, add.__wrapped__(5))
@repeat(3)
@trace
def hi(x): return x.upper()
print(hi("a"))
@lambda f: f() * 2
def value(): return 21
print(value)
registry = {}
def register(name):
    def deco(f): registry[name] = f; return f
    return deco
@register("one")
def one(): return 1
@register("two")
def two(): return 2
print({k: v() for k, v in registry.items()})
class Count:
    def __init__(self, f): self.f, self.n = f, 0
    def __call__(self, *a):
        self.n += 1
        return self.f(*a)
@Count
def sq(x): return x * x
print(sq(3), sq(4), sq.n)
class Tools:
    @property
    def deco(self): return [str, repr]
@Tools().deco[1]
def shown(): pass
print(type(shown).__name__)
@(twice := lambda f: lambda x: f(f(x)))
def inc(x): return x + 1
print(inc(0), twice(inc)(0))
