def f(x=None, *, y=None): return "n" if x is None else "v", y
print(f(), f(0), f(None, y=False), None == False, None is None, not None, str(None), [None] * 2, None or 1, {None: 1}[None], sorted([3, 1], key=lambda x: (x is None, x)))
for op in ("None + 1", "None < 1", "None[0]", "None()", "None.x", "len(None)", "for_ in None" if False else "list(None)", "None > None", "1 in None", "-None"):
    try: print(eval(op))
    except TypeError as e: print(op, "->", e)
    except AttributeError as e: print(op, "->", e)
print([x for x in [1, None, 0, ""] if x is not None], any(v is None for v in {"a": None}.values()), type(None).__name__, isinstance(None, type(None)), print(print()))
