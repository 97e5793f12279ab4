def f(items=[]):
    items.append(len(items))
    return items
print(f(), f(), f([9]))
m = [[]] * 3
m[0].append(1)
print(m, [[] for _ in range(2)])
def change(l): l[0] = "changed"; l = ["new"]
v = [1, 2]; change(v); print(v)
t = (1, [2]); t[1].append(3); print(t)
d = {}; d.setdefault("a", []).append(1); d.setdefault("a", []).append(2); print(d)
a = [1, 2, 3]
for x in a:
    a.remove(x)
print(a)
b = [1, 2, 3, 4]
b[:] = [x for x in b if x % 2]; print(b)
k = {"x": 1}; j = k; j["y"] = 2; print(k); k = {**k, "z": 3}; print(j)
class C: shared = []; own = None
c1, c2 = C(), C()
c1.shared.append(1); c1.own = "c1"; print(c2.shared, c2.own, C.own)
s = "x"; r = s; s = s.upper(); print(s, r)
n = 5
def g(n): n += 1; return n
print(g(n), n)
l = list(range(5)); l2 = l[:]; l2[0] = 100; print(l, l2); l3 = l; l3[0] = -1; print(l)
grid = [[0] * 3 for _ in range(3)]; grid[1][2] = 5; print(grid)
fs = [lambda: i for i in range(3)]; print([h() for h in fs])
q = [1, 2, 3]; q[0], q[1] = q[1], q[0]; print(q); q[q[0]] = "i"; print(q)
