def f(a, b=2, /, c=3, *args, d, e=5, **kw):
    return a, b, c, args, d, e, kw
print(f(1, d=4))
print(f(1, 20, 30, 40, 50, d=4, z=9))
print(f(1, d=4, a=10, b=20))
print(f(*[1, 2], **{"d": 4, "c": 7}))
print(f(*range(5), d=1, **dict(x=1)))
def kwonly(*, key, other=None): return key, other
print(kwonly(key=1), kwonly(other=2, key=1))
def posonly(a, b=1, /): return a, b
print(posonly(1), posonly(1, 2))
def g(a, b): return a, b
print(g(b=1, a=2), g(*"xy"), g(**{"a": 1, "b": 2}), g(1, *[2]))
print((lambda *a, **k: (a, k))(*[1], 2, *[3], x=1, **{"y": 2}, z=3))
for call in ("g()", "g(1)", "g(1, 2, 3)", "g(1, a=2)", "g(1, 2, c=3)", "kwonly()", "kwonly(1, key=2)",
             "posonly(a=1)", "posonly()", "f(1)", "g(*[1], **{'a': 2})", "g(1, **{'b': 1}, **{'b': 2})", "kwonly(1)"):
    try:
        print(eval(call))
    except TypeError as e:
        print(call, "->", e)
