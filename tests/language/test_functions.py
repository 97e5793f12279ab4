"""Function objects: their attributes, closures and cells."""

from __future__ import annotations

from language_helpers import check, cpython_311

from pkhost import VM


@cpython_311
def test_attributes(vm: VM) -> None:
    check(
        vm,
        """
def f(a, b=1, *, c=2) -> int:
    "what it does"
f.mine = [1]
f.mine.append(2)
print(f.mine, f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__defaults__,
      f.__kwdefaults__, f.__annotations__, f.__dict__, f.__closure__)
f.__name__ = 'g'; f.__qualname__ = 'h'; f.__doc__ = None; f.__defaults__ = (5,)
f.__kwdefaults__ = {'c': 6}; f.__annotations__ = {}; f.__module__ = 'm'
print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__defaults__, f.__kwdefaults__,
      f.__annotations__)
del f.mine
print(hasattr(f, 'mine'), f.__dict__)
for statement in ('f.mine', 'del f.mine', 'f.__name__ = 1', 'f.__defaults__ = 1',
                  'f.__kwdefaults__ = 1'):
    try:
        exec(statement, {'f': f})
    except Exception as e:
        print(type(e).__name__, e)
def outer():
    def inner(): pass
    return inner
print(outer().__qualname__, (lambda: 0).__name__, (lambda: 0).__qualname__)
f.__dict__['x'] = 5
print(f.x)
f.__defaults__ = None
try: f()
except TypeError as e: print(e)
""",
    )


def test_defaults_are_evaluated_once(vm: VM) -> None:
    check(
        vm,
        """
def f(x, seen=[]):
    seen.append(x)
    return seen
print(f(1), f(2), f.__defaults__)
fs = [lambda i=i: i for i in range(3)]
print([g() for g in fs])
n = 1
def g(a=n): return a
n = 2
print(g())
""",
    )


@cpython_311
def test_closures_hold_variables(vm: VM) -> None:
    check(
        vm,
        """
def counter():
    n = 0
    def up(by=1):
        nonlocal n
        n += by
        return n
    def get(): return n
    return up, get
up, get = counter()
print(up(), up(5), get(), up.__closure__[0].cell_contents, up.__closure__ == get.__closure__)
fs = []
for i in range(3):
    fs.append(lambda: i)
print([f() for f in fs])
def outer():
    fs = [lambda: i for i in range(3)]
    return [f() for f in fs]
print(outer())
def late():
    def f(): return x
    try:
        f()
    except NameError as e:
        print(type(e).__name__, e)
    x = 1
    print(f())
    del x
    try:
        f()
    except NameError as e:
        print(type(e).__name__, e)
    try:
        x
    except UnboundLocalError as e:
        print(type(e).__name__, e)
late()
def parameter(a):
    def f(): return a
    a = 5
    return f()
print(parameter(1))
def deep():
    a = 1
    def b():
        def c():
            def d():
                nonlocal a
                a += 1
                return a
            return d
        return c()
    return b()
print(deep()())
def fact():
    def f(n): return 1 if n < 2 else n * f(n - 1)
    return f
print(fact()(10))
""",
    )


def test_more_variables_than_a_frame_has_places(vm: VM) -> None:
    assigned = "\n".join(f"    v{i} = {i}" for i in range(300))
    total = " + ".join(f"v{i}" for i in range(300))
    check(
        vm,
        f"""
def f():
{assigned}
    v7 += 1
    del v299
    try:
        print(v299)
    except UnboundLocalError as e:
        print(e)
    v299 = 299
    g = lambda: v298 + v1
    return {total}, g()
print(f())
""",
    )


def test_cells_and_functions_survive_collections(vm: VM) -> None:
    check(
        vm,
        """
import gc
def make(i):
    text = 'text %d' % i
    def f(a, b='default %d' % i, *, c=['keyword %d' % i]): return text, a, b, c, f.note
    f.note = 'note %d' % i
    return f
fs = [make(i) for i in range(200)]
for _ in range(3):
    gc.collect()
    junk = [str(i) + 'x' for i in range(2000)]
print(fs[17](1), fs[199](2))
""",
    )
