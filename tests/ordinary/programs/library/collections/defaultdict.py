from collections import defaultdict
d = defaultdict(list)
for k, v in [("a", 1), ("b", 2), ("a", 3)]: d[k].append(v)
print(d, dict(d), d["zz"], len(d), d.get("none"), "none" in d, d.default_factory)
n = defaultdict(int)
for c in "hello": n[c] += 1
print(sorted(n.items()), n["q"], list(n))
t = lambda: defaultdict(t)
tree = t(); tree["a"]["b"]["c"] = 1
print(tree["a"]["b"]["c"], list(tree["a"]))
s = defaultdict(set, {"x": {1}}); s["x"].add(2); s["y"].add(3); print(s)
e = defaultdict(); 
try:
    e["k"]
except KeyError as x:
    print(repr(x))
print(defaultdict(lambda: "dflt")["k"], isinstance(d, dict), d == {"a": [1, 3], "b": [2], "zz": []}, d.copy() == d, defaultdict(int, a=1) | {"b": 2}, type(d.copy()).__name__)
