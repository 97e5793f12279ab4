"""Parameters and arguments of every form, and what is wrong with them: as this CPython."""

from __future__ import annotations

from language_helpers import check, cpython_311

from pkhost import VM


@cpython_311
def test_parameters_and_arguments(vm: VM) -> None:
    check(
        vm,
        r"""
        def f(a, b, /, c, d=4, *args, e, g=7, **kw):
            return (a, b, c, d, args, e, g, sorted(kw.items()))
        print(f(1, 2, 3, e=5))
        print(f(1, 2, c=3, e=5, z=1))
        print(f(1, 2, 3, 4, 5, 6, e=5, a=1, b=2))
        print(f(*[1, 2, 3], **{'e': 1}))
        print(f(1, *[2], 3, *(4, 5), e=0, **{'q': 1}, g=2))
        for bad in ["f()", "f(1,2)", "f(1,2,3)", "f(1,2,3,e=1,**{'e':2})", "f(*5)", "f(**5)",
                    "f(1,2,3,c=4,e=1)"]:
            try: print(eval(bad))
            except TypeError as e: print(bad, e)
        def g(*a, **k): return a, k
        print(g(), g(*()), g(**{}), g(*'ab', **{'x': 1}))
        print(g(*range(300))[0][-1])
        print(len(g(*range(3), *range(400))[0]))
        kw = {f'k{i}': i for i in range(300)}
        print(len(g(**kw)[1]), len(g(1, **kw, z=1)[1]))
        class A:
            def m(self, *a, **k): return a, k
        a = A()
        print(a.m(1, x=2), a.m(*[1], **{'y': 1}), A.m(a, 5))
        def order(n):
            print(n, end=' ')
            return n
        g(order(1), order(2), k=order(3), *[order(4)], **{'z': order(5)})
        print()
        print((lambda *a, k=1: (a, k))(1, 2, k=3))
        def defaults(a=[]):
            a.append(1)
            return a
        defaults(); print(defaults(), defaults.__defaults__)
        def kwonly(*, a, b=2): return a, b
        print(kwonly(a=1), kwonly.__kwdefaults__)
        """,
    )
