def f(*args, **kwargs): return len(args), sorted(kwargs)
def g(a, b=2, *rest, c, **more): return a, b, rest, c, more
print(f(), f(*[1, 2], *(3,), x=1, **{"y": 2}), f(*"abc", **dict(q=1)), g(1, c=3), g(*range(5), c=1, d=2), g(*[1], **{"c": 5, "b": 7}))
def wrap(fn, *a, **k):
    try:
        return fn(*a, **k)
    except TypeError as e:
        return str(e)
print(wrap(g, 1), wrap(g, 1, 2, 3, c=4, a=5), wrap(g), wrap(f, **{"a b": 1}), wrap(int, "z", base=36), wrap(print, sep=1), sep="\n")
head, *mid, tail = range(5); print(head, mid, tail, [*mid, *mid], {*mid, 9}, (*mid,), {**{"a": 1}, "b": 2})
print(max(*[3, 1, 2]), print(*[], sep="x"), list(zip(*[[1, 2], [3, 4]])), "{} {}".format(*"ab"), "{a}{b}".format(**{"a": 1, "b": 2}))
