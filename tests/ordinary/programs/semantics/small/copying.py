import copy
a = [[1, 2], {"k": [3]}]
b, c, d = a, a[:], copy.deepcopy(a)
a[0].append(9); a[1]["k"].append(9); a.append("new")
print(a, b, c, d, sep="\n")
m = [[0] * 2] * 2; m[0][0] = 1; n = [[0] * 2 for _ in range(2)]; n[0][0] = 1; print(m, n)
x = {"a": [1]}; y = dict(x); z = {k: v[:] for k, v in x.items()}; x["a"].append(2); x["b"] = 1; print(x, y, z)
t = ([1], 2); u = copy.copy(t); t[0].append(3); print(t, u, u is t)
