# Tuples, packing, unpacking, comparison and hashing.
t = 1, 'two', 3.0
a, b, c = t
print(t, a, b, c, len(t), t[1], t[-1], t[:2], (1,), ())
a, b = b, a
print(a, b)
(p, q) = (5, 6)
print(p, q, (1, 2) < (1, 3), (1, 2) == (1, 2), (1,) != (2,), 2 in (1, 2))
print({(0, 0): 'origin', (1, 0): 'east'}[(1, 0)], tuple([1, 2]), tuple('ab'))
for i, p in enumerate([(1, 2), (3, 4)]):
    x, y = p
    print(i, x, y)
