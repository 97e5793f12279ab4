a, b = {1, 2, 3, 4}, {3, 4, 5}
print(a | b, a & b, a - b, a ^ b, b - a, a.union([9], (8,)), a.intersection(b, [3]), a.difference([1]), a.symmetric_difference({1, 7}))
print({1, 2} <= a, a >= {1}, {1} < {1}, a > {1, 2}, a.issubset(range(10)), a.issuperset([1]), a.isdisjoint({9}), a == {4, 3, 2, 1}, a != b)
s = set()
s.add(1); s.add(1); s.update([2, 3], {4}); s.discard(9); s.discard(2); s.remove(1)
print(s, len(s), 3 in s, 9 in s, s.pop() in (3, 4), len(s), set("aab") == {"a", "b"}, set([1, 1]), bool(set()), repr(set()))
s = {1, 2, 3}
s |= {4}; s &= {2, 3, 4}; s -= {2}; s ^= {3, 9}; print(s)
s.intersection_update([9]); print(s); s.difference_update([9]); print(s); s.clear(); print(s)
f = frozenset([1, 2])
print(f, {f: "x"}[frozenset((2, 1))], f | {3}, {3} | f, type(f | {3}).__name__, type({3} | f).__name__, f == {1, 2}, hash(f) == hash(frozenset([2, 1])), frozenset())
print(sorted({"b", "a"}), sorted({x % 3 for x in range(10)}), {*"ab"} == {"a", "b"}, {(1, 2), (1, 2)}, {1, "a"} == {"a", 1}, max({3, 1}), sum({1, 2, 2}))
for bad in ("{1}.remove(2)", "set().pop()", "{[1]}", "{1} + {2}", "{1} | [2]", "{1}[0]", "f.add(1)", "set(5)", "{1} < [1]", "{1}.union(5)", "hash({1})"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
c = {1}
d = c.copy(); d.add(2); print(c, d, len({1, 2} ^ {2, 3}), {1, 2, 3}.difference({1}, {2}), set.union({1}, {2}), set.intersection(*[{1, 2}, {2, 3}]))
try:
    for x in c: c.add(x + 1)
except RuntimeError as e:
    print(e)
print(list({1: 0, 2: 0}), {0, 1, 2, 3, 7}, {i for i in range(20, 0, -3)}, set(range(5)) - {2})
