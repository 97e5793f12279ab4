def expensive():
    print("once")
    return []
def f(x, acc=expensive()):
    acc.append(x)
    return acc
print(f(1), f(2), f(3, []))
n = 1
def g(a=n, b=n + 1, c=[n], d={"n": n}, e=None, h=1.5, i=-3, j="s" * 2, k=(1, 2), l=len):
    return a, b, c, d, e, h, i, j, k, l("abc")
n = 100
print(g())
print(g.__defaults__[:4])
def later(a, *, b=2, c=n): return a, b, c
print(later(1), later.__kwdefaults__)
later.__kwdefaults__["b"] = 20
later.__defaults__ = (7,)
print(later())
def make(i):
    def inner(x=i, y=lambda: i):
        return x, y()
    i = "changed"
    return inner
print(make(1)())
class K:
    limit = 3
    def m(self, top=limit): return top
print(K().m())
sentinel = object()
def maybe(x=sentinel): return x is sentinel
print(maybe(), maybe(None))
