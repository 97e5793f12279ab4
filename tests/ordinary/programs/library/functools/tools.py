import functools
from functools import reduce, partial, lru_cache, cache, wraps, cmp_to_key, total_ordering, singledispatch, cached_property, partialmethod
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a * b, [], 7), reduce(max, [3, 9, 2]))
try:
    reduce(lambda a, b: a, [])
except TypeError as e:
    print(e)
p = partial(int, base=2); print(p("101"), p.func is int, p.args, p.keywords, partial(pow, 2)(5), partial(partial(print, "a"), "b", sep="-").keywords); partial(print, 1, sep="|")(2)
@lru_cache(maxsize=2)
def f(x): print("compute", x); return x * x
print(f(1), f(1), f(2), f(3), f(1), f.cache_info()); f.cache_clear(); print(f.cache_info(), f.__wrapped__(5))
@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(90), fib.cache_info().hits > 0)
@lru_cache
def k(a, b=1, *, c=2): return a, b, c
print(k(1), k(a=1), k(1, c=2), k.cache_info().currsize)
@singledispatch
def show(x): return f"object {x}"
@show.register
def _(x: int): return f"int {x}"
@show.register(list)
def _(x): return f"list of {len(x)}"
@show.register(float)
@show.register(complex)
def _(x): return "number"
print(show("s"), show(1), show([1]), show(True), show(1.5), show(2j), show.dispatch(int) is not show.dispatch(str))
class C:
    def __init__(self): self.n = 0
    @cached_property
    def v(self): self.n += 1; return self.n
    def set(self, name, value): return name, value
    on = partialmethod(set, "state", True)
c = C(); print(c.v, c.v, c.n, c.__dict__, c.on()); del c.v; print(c.v)
def deco(g):
    @wraps(g)
    def w(*a): "w doc"; return g(*a)
    return w
@deco
def named(a): "doc"
print(named.__name__, named.__doc__, named.__wrapped__.__name__)
print(sorted(["b", "A"], key=cmp_to_key(lambda a, b: (a.lower() > b.lower()) - (a.lower() < b.lower()))))
