a, b = 1, 2
a, b = b, a
print(a, b)
(a, b), c = [3, 4], 5
print(a, b, c)
[x, [y, z]] = 1, (2, 3)
print(x, y, z)
first, *middle, last = range(6)
print(first, middle, last)
*init, tail = "abc"
print(init, tail)
head, *rest = [1]
print(head, rest)
(p, *q), r = ("xyz", 1)
print(p, q, r)
a = b = c = []
a.append(1)
print(b, c)
i = 0
seq = [5, 6, 7]
i, seq[i] = 1, 50
print(i, seq)
x, = [9]
print(x)
for w, (k, v) in {"w": ("k", "v")}.items():
    print(w, k, v)
a, b = {"one": 1, "two": 2}
print(a, b)
a, b, c = map(str, range(3))
print(a, b, c)
def gen():
    yield 1
    yield 2
m, n = gen()
print(m, n)
*a, = range(3)
print(a)
for bad in ([1], [1, 2, 3], 5, None):
    try:
        a, b = bad
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
try:
    a, *b, c = [1]
except ValueError as e:
    print(e)
