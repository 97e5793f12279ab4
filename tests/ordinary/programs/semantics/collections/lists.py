a = [3, 1, 2]
a.append(4); a.extend((5, 6)); a.insert(0, 0); a.insert(-1, 9); a.insert(100, 7)
print(a, len(a), a.index(9), a.count(3), a.pop(), a.pop(0), a)
a.remove(9); a.reverse(); print(a)
a.sort(); print(a); a.sort(reverse=True); print(a); a.sort(key=lambda x: x % 3); print(a)
print(sorted("banana"), sorted(["b", "A", "c"], key=str.lower), sorted([(1, "b"), (1, "a"), (0, "z")]), sorted([3, 1], reverse=True))
b = a.copy(); b.clear(); print(a, b, a[:] == a, a[:] is a, [1, 2] + [3], [0] * 3, 2 * [1, 2], [1] in [[1]], [[0] * 2 for _ in range(2)])
print([1, 2] < [1, 3], [1] < [1, 0], [2] > [1, 5], [] < [0], [1, 2] == [1, 2], [1, "a"] == [1, "a"], [1] != (1,))
g = [[0] * 2] * 2
g[0][0] = 1
print(g, a.index(2, 1) if 2 in a[1:] else "-", list("abc"), list(range(3)), list({"k": 1}), list((1, 2)), list())
a = [1, 2, 3]
a += "xy"; a *= 2; print(a); a[1:3] = []; print(a)
x, *y = a; print(x, y, a[-1], a[-len(a)], min([3, 1]), max("a", "b"), sum([1, 2.5]))
for bad in ("[][0]", "[1][5]", "[1].remove(2)", "[].pop()", "[1].index(2)", "[1]['a']", "[1] + (2,)", "[1] < ['a']", "[3, 'a'].sort()", "[1, 2].pop(5)", "[1] * 'a'", "[1].foo", "[].append()", "[1][1.0]", "list(5)", "[1] < 2"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
try:
    [1, 2][5] = 3
except IndexError as e:
    print(e)
r = [1]; r.append(r); print(r, r[1] is r)
print(list(reversed([1, 2])), [1, [2, [3]]][1][1][0], [i for i in [1, 2, 3] if i != 2], [*a[:2], "mid", *a[2:4]], any(x == 2 for x in a))
from functools import cmp_to_key
print(sorted([5, 2, 8], key=cmp_to_key(lambda p, q: q - p)), sorted([True, 0, 2]), sorted([0.5, 1, -1]), sorted({3, 1, 2}), sorted({"b": 1, "a": 2}))
s = [("b", 2), ("a", 2), ("c", 1)]
s.sort(key=lambda t: t[1]); print(s)
