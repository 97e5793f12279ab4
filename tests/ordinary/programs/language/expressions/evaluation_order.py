log = []
def t(n, v=None):
    log.append(n)
    return v if v is not None else n
def flush():
    print(*log)
    log.clear()
t(1) + t(2) * t(3); flush()
t(1) if t(2) else t(3); flush()
d = {t(1): t(2), t(3): t(4)}; flush()
[t(1), t(2)][t(0)]; flush()
(lambda *a, **k: 0)(t(1), *[t(2)], x=t(3), **{"y": t(4)}); flush()
a = [0, 0, 0]
a[t(1)] = t(2); flush()
class O: pass
o = O()
def obj(n): log.append(n); return o
obj(1).x = t(2); flush()
obj(1).x, a[t(2)] = t(3), t(4) ; flush()
a[t(0)] += t(5); flush()
t(1) < t(2) < t(3); flush()
t(5, "s") in [t(6)]; flush()
t(1) ** t(2); flush()
not t(1); flush()
f"{t(1)} {t(2)}"; flush()
t(1), t(2), t(3); flush()
x = y = t(7); flush()
a[t(0)]: t(1) = t(2); flush()
[t(x) for x in t(5, (1, 2)) if t(9)]; flush()
{t(1): t(2) for _ in range(2)}; flush()
def deco(n): log.append(n); return lambda f: (log.append(-n), f)[1]
@deco(t(1))
@deco(t(2))
def f(x=t(3), *, y=t(4)): pass
flush()
class C(t(1, object), metaclass=t(2, type)): z = t(3)
flush()
assert t(1), t(2); flush()
del a[t(0):t(1)]; flush()
print(t(1) and t(2) or t(3)); flush()
with __import__("contextlib").nullcontext(t(1)) as o.z, __import__("contextlib").nullcontext(t(2)): t(3)
flush()
