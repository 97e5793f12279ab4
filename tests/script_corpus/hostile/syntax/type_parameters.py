# Type parameters, annotations and stars in odd places.
# expect: ok
# stdout: done
for s in ['def f[T](x: T) -> T: return x', 'class A[T]: pass', 'class A[T, U](object): pass', 'def f[](): pass', 'class A[: pass', 'type X = int', 'x: (yield)', 'def f(x: lambda: 1): pass', 'def f() -> : pass', 'def f(*args: int, **kw: str) -> None: pass', 'x: "forward" = 1', 'x: 1 + 1 = 2', 'def f(x: int = "a"): pass', 'lambda x: int: 1']:
    try:
        exec(s)  # attack
    except BaseException:
        pass
print('done')
