d = {"b": 2, "a": 1, "c": 3}
print(d, len(d), d["a"], d.get("z"), d.get("z", 0), "a" in d, "z" not in d, list(d), bool({}))
d["d"] = 4
d["a"] = 10
print(d, d.pop("b"), d.pop("zz", None), d.popitem(), d)
d.update({"x": 1}, y=2)
d.update([("p", 5), ["q", 6]])
print(d, d.setdefault("a", 99), d.setdefault("new", []), d)
c = d.copy()
c["a"] = 0
print(d["a"], c["a"], d == c, dict(d) == d)
print(dict(a=1, b=2), dict([("x", 1)]), dict({"k": "v"}, z=3), dict(zip("ab", [1, 2])), dict.fromkeys("abc"), dict.fromkeys([1, 2], 0))
del d["a"]
print(list(d.items())[:2], list(d.keys())[:2], list(d.values())[:2], sorted(d, key=str), max(d.values(), key=str))
d.clear()
print(d)
print({"a": 1} | {"b": 2, "a": 3}, {"x": 1, "y": 2} == {"y": 2, "x": 1}, {1: 1} != {1: 2})
print(list(reversed({"a": 1, "b": 2})), {**{"a": 1}, "b": 2}, {k: v for v, k in enumerate("ab")})
for k, v in {"one": 1, "two": 2}.items(): print(k, v, end="; ")
print()
for bad in ("{}['k']", "{}.pop('k')", "{}.popitem()", "dict([1])", "dict([(1, 2, 3)])", "dict(5)", "{} < {}", "{} + {}", "{}.update(5)"):
    try:
        eval(bad)
    except Exception as e:
        print(bad, type(e).__name__, e)
d = {i: i for i in range(5)}
try:
    for k in d: d[k + 10] = 1
except RuntimeError as e:
    print(e)
d = {1: 1}
try:
    for k in d: del d[k]
except RuntimeError as e:
    print(e)
n = {"a": {"b": {"c": 1}}}
n["a"]["b"]["d"] = 2
print(n, n["a"]["b"]["c"])
r = {}
r["self"] = r
print(r)
print(sorted({"b": 1, "a": 2}.items(), key=lambda kv: kv[1]), {("a", 1): "tuple"}, {None: 0, True: 1})
