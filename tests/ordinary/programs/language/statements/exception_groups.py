def f(excs):
    try:
        raise ExceptionGroup("group", excs)
    except* ValueError as g:
        print("values", [str(e) for e in g.exceptions])
    except* (TypeError, KeyError) as g:
        print("others", [type(e).__name__ for e in g.exceptions])
    else:
        print("else")
    finally:
        print("finally")
f([ValueError("a"), TypeError("b"), ValueError("c"), KeyError("d")])
try:
    f([ValueError(1), OSError(2)])
except ExceptionGroup as e:
    print(e, [type(x).__name__ for x in e.exceptions])
try:
    raise ValueError("plain")
except* ValueError as g:
    print(type(g).__name__, g.exceptions)
try:
    pass
except* ValueError:
    print("no")
else:
    print("nothing raised")
eg = ExceptionGroup("outer", [ValueError(1), ExceptionGroup("inner", [TypeError(2), ValueError(3)])])
print(eg.message, len(eg.exceptions), repr(eg))
m, r = eg.split(ValueError)
print(repr(m), repr(r))
print(repr(eg.subgroup(TypeError)), eg.subgroup(KeyError), repr(eg.derive([OSError(1)])))
print(repr(eg.subgroup(lambda e: not isinstance(e, TypeError) )))
try:
    ExceptionGroup("x", [])
except ValueError as e:
    print(e)
try:
    ExceptionGroup("x", [KeyboardInterrupt()])
except TypeError as e:
    print(e)
print(type(BaseExceptionGroup("x", [ValueError()])).__name__)
