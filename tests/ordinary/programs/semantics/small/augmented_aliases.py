a = b = [1]; a += [2]; print(b); a = a + [3]; print(a, b)
s = t = "x"; s += "y"; print(s, t); n = m = 1; n += 1; print(n, m)
def f(l, n, s): l += [9]; n += 1; s |= {9}
L, N, S = [1], 1, {1}; f(L, N, S); print(L, N, sorted(S))
x = ([1],)
try: x[0] += [2]
except TypeError as e: print(type(e).__name__, x)
d = {"k": [1]}; d["k"] += [2]; d["k"] *= 2; print(d)
class C: v = [0]; n = 0
c = C(); c.v += [1]; c.n += 1; print(C.v, C.n, c.v is C.v, vars(c))
g = {1, 2}; h = g; g -= {1}; print(h); g = g | {5}; print(g, h)
w = (1, 2); z = w; w += (3,); print(w, z); y = [1, 2, 3]; y[1:] += [7]; print(y)
