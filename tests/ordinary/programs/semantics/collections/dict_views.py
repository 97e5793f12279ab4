d = {"a": 1, "b": 2, "c": 3}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, type(k).__name__, type(v).__name__, type(i).__name__)
d["z"] = 26
print(k, len(v), ("z", 26) in i, 26 in v, "z" in k, "q" in k)
print(sorted(k & {"a", "z", "q"}), sorted(k | {"q"}), sorted(k - {"a"}), sorted(k ^ {"a", "q"}), k == {"a", "b", "c", "z"}, k >= {"a"}, k.isdisjoint({"x"}))
print(sorted(i & {("a", 1), ("b", 5)}), len(i), list(reversed(k)), list(reversed(v)), list(reversed(list(i)))[0])
print(d.keys() == dict(d).keys(), d.items() == dict(d).items(), d.values() == d.values(), set(k) == k)
for key, value in d.items(): print(key, value, end=" ")
print()
print([*k], *v, sum(v), max(k), list(map(str, v)), dict(i), sorted(i, key=lambda t: -t[1])[0], list(zip(k, v)))
it = iter(k)
print(next(it), next(it), list(it))
try:
    k[0]
except TypeError as e:
    print(e)
try:
    k.append(1)
except AttributeError as e:
    print(e)
print(k.mapping["a"], isinstance(k, type(d.keys())), {1: 2}.keys() <= {1, 3}, {1, 2} & {1: 0}.keys(), {1: 0}.keys() & [1, 2])
