d = {}
for w in "one two three two one".split(): d[w] = len(d)
print(d, list(d), d == dict(reversed(list(d.items()))), [k for k in d], max(d), min(d.values()))
d["one"] = 99; del d["two"]; d["two"] = 0; print(d, next(iter(d)), list(d)[-1], d.popitem())
print({1: 2, 3: 4} == {3: 4, 1: 2}, {1: [2]} == {1: [2]}, {} == [], {1: 1.0} == {True: 1}, {"a": {}} != {"a": {1: 1}})
e = dict(d); e["x"] = 1; print(d, e, d | e, e.keys() - d.keys(), d.items() <= e.items())
