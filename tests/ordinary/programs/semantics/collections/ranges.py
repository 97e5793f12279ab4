r = range(2, 20, 3)
print(r, list(r), len(r), r[0], r[-1], r[1:4], r[::-1], 5 in r, 6 in r, "x" in r, r.index(8), r.count(5), r.start, r.stop, r.step)
print(range(5) == range(0, 5, 1), range(0) == range(2, 2), hash(range(3)) == hash(range(0, 3)), bool(range(0)), list(range(5, 0, -2)), list(range(0)), range(-3), list(range(3, -3, -2)))
print(list(reversed(range(4))), sum(range(101)), max(range(5)), 3.0 in range(5), 2.5 in range(5), True in range(2), sorted(range(3), reverse=True), [*range(2)], tuple(range(2)))
for bad in ("range()", "range(1, 2, 0)", "range('a')", "range(5)[9]", "range(3).index(9)", "range(1.0)", "range(1, 2, 3, 4)"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
it = iter(range(2)); print(next(it), next(it), next(it, "end"))
a, b, c = range(3); print(a, b, c, isinstance(r, range), range(10)[2:8][1::2], list(range(10 ** 18, 10 ** 18 + 2)), len(range(-10, 10, 7)), range(1, 10, 2)[::2])
for i in range(3): i = 10
print(i, [i for i in range(3)], list(zip(range(3), range(10, 13))), list(enumerate(range(2), start=5)))
