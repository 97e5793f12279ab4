scores = {"ann": [90, 80], "bob": [70], "cy": []}
averages = {k: sum(v) / len(v) if v else None for k, v in scores.items()}
print(averages)
best = max((k for k in averages if averages[k] is not None), key=averages.get); print(best)
inverted = {}
for k, vs in scores.items():
    for v in vs: inverted.setdefault(v // 10 * 10, []).append(k)
print(inverted, sorted(inverted), list(inverted.items())[0])
merged = {**scores, "bob": "x"} | {"new": 1}; print(merged)
nested = {"a": {"b": {"c": 1}}}; d = nested
for key in "abc": d = d[key]
print(d, nested.get("z", {}).get("b"), "b" in nested["a"])
counts = {}
for ch in "mississippi": counts[ch] = counts.get(ch, 0) + 1
print(sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])), {v: k for k, v in counts.items()})
for i, (k, v) in enumerate(sorted(counts.items())): print(i, k, v, end="; ")
print()
keys = list(counts)
for k in keys:
    if counts[k] < 2: del counts[k]
print(counts, dict(sorted(counts.items())), counts.pop("zz", "no"), len(counts))
