"""exec, eval, imports, annotations, decorators: as this CPython."""

from __future__ import annotations

from language_helpers import check, cpython_311

from pkhost import VM


@cpython_311
def test_namespaces(vm: VM) -> None:
    check(
        vm,
        r"""
        ns = {}
        exec('def f(a): return a * k\nk = 3', ns)
        print(ns['f'](4), sorted(n for n in ns if not n.startswith('__')))
        print(eval('a + b', {'a': 1, 'b': 2}))
        loc = {'q': 5}
        exec('r = q + 1', {}, loc); print(loc)
        def f():
            a = 1
            b = [i for i in range(2)]
            return sorted(locals().items())
        print(f())
        code = compile('1 + 2', '<x>', 'eval'); print(eval(code))
        code = compile('y = 5\nprint(y)', '<x>', 'exec'); exec(code)
        x = 1
        def g(): return globals()['x'], 'x' in globals()
        print(g())
        print(eval('[x for x in range(3)]'), eval('(lambda v: v + 1)(2)'))
        def h():
            'The doc.'
            pass
        print(h.__doc__, h.__name__, h.__qualname__)
        def outer():
            def inner(): pass
            return inner.__qualname__, (lambda: 0).__qualname__
        print(outer())
        def ann(a: int, b: 'str' = 'x', *c: float, d: list, **e: dict) -> None: pass
        print(ann.__annotations__)
        import math
        from math import floor as fl, pi
        print(fl(2.7), math.ceil(pi))
        def imp():
            import math as m
            from math import sqrt
            return m.floor(sqrt(17))
        print(imp())
        try: import nosuchmodule
        except ImportError as e: print(type(e).__name__, e)
        try: from math import nosuch
        except ImportError as e: print(type(e).__name__, str(e)[:40])
        def deco(n):
            def wrap(f):
                def inner(*a): return n, f(*a)
                return inner
            return wrap
        @deco(1)
        @deco(2)
        def df(x): return x
        print(df(5))
        print((lambda f: f(f, 5))(lambda s, n: 1 if n == 0 else n * s(s, n - 1)))
        del x
        try: x
        except NameError as e: print(e)
        if (n := 10) > 5: print(n)
        print([last for v in [1, 2] if (last := v * 2)], last)
        """,
    )


def test_a_script_has_a_docstring() -> None:
    with VM(dialect="python") as vm:
        assert vm.run('"""Said."""\nprint(__doc__)').stdout == "Said.\n"
        vm.reset()
        assert vm.run("print(__doc__, __spec__, __builtins__.__name__)").stdout == (
            "None None builtins\n"
        )


def test_a_script_is_in_no_package() -> None:
    with VM(dialect="python") as vm:
        error = vm.run("from . import x").error
        assert error is not None
        assert error.message == "attempted relative import with no known parent package"
