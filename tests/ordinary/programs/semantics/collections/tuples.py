t = (1, 2, 3, 2)
print(t, len(t), t[0], t[-1], t[1:3], t.count(2), t.index(3), 2 in t, t + (4,), t * 2, (1,), (), tuple("ab"), tuple([1]))
print((1, 2) < (1, 3), (1,) < (1, 0), () < (0,), (1, "b") > (1, "a"), (1, 2) == (1, 2), (1, 2) == [1, 2], max((1, 2), (0, 9)), min((3,), (2, 5)))
print(hash((1, 2)) == hash((1, 2)), {(1, 2): "x"}[1, 2], sorted([(2, "a"), (1, "z"), (1, "b")]), (1, (2, 3))[1][0], ((1, 2), [3]))
a, b = t[:2]
print(a, b, *t, sum(t), max(t), list(reversed(t)), tuple(x * 2 for x in t), tuple(sorted(t, reverse=True)), bool(()), t[::-1])
for bad in ("t[0] = 1", "del t[0]", "t[9]", "t.append(1)", "t + [1]", "t < 1", "t.index(99)", "(1, 'a') < (1, 2)", "t.count()"):
    try:
        exec(bad)
    except Exception as e:
        print(bad, type(e).__name__, e)
def two(): return 1, 2
x, y = two()
print(x, y, two()[1], isinstance(two(), tuple), type((1)).__name__, type((1,)).__name__, repr(("a",)), str((1.0, None)))
m = ([1], 2)
m[0].append(5)
print(m, (1, 2, 3)[True], tuple(zip([1, 2], "ab")), (lambda *a: a)(), divmod(7, 2))
