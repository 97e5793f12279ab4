import functools
def bold(f):
    @functools.wraps(f)
    def w(*a, **k): return "<b>" + f(*a, **k) + "</b>"
    return w
def tag(name, **attrs):
    def deco(f):
        @functools.wraps(f)
        def w(*a, **k):
            at = "".join(f" {k}={v!r}" for k, v in attrs.items())
            return f"<{name}{at}>{f(*a, **k)}</{name}>"
        return w
    return deco
class calls:
    def __init__(self, f): functools.update_wrapper(self, f); self.f, self.n = f, 0
    def __call__(self, *a, **k): self.n += 1; return self.f(*a, **k)
@calls
@tag("p", id=1)
@bold
def hello(who="world"):
    "says hello"
    return f"hello {who}"
print(hello(), hello("x"), hello.n, hello.__name__, hello.__doc__, hello.__wrapped__.__name__)
def memo(f):
    cache = {}
    return lambda *a: cache[a] if a in cache else cache.setdefault(a, f(*a))
@memo
def slow(n): print("computing", n); return n * n
print(slow(3), slow(3), slow(4))
def once(f):
    def w(*a):
        if not w.done: w.value, w.done = f(*a), True
        return w.value
    w.done = False
    return w
@once
def setup(): print("setup"); return 42
print(setup(), setup())
