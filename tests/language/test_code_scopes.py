"""Closures, global and nonlocal, unbound names, comprehensions' own names: as this CPython."""

from __future__ import annotations

from language_helpers import check, cpython_311

from pkhost import VM


@cpython_311
def test_closures(vm: VM) -> None:
    check(
        vm,
        r"""
        def outer():
            fs = []
            for i in range(3):
                def f(i=i): return i
                fs.append(f)
            gs = [lambda: i for i in range(3)]
            return [f() for f in fs], [g() for g in gs]
        print(outer())
        def counter():
            n = 0
            def inc(by=1):
                nonlocal n
                n += by
                return n
            def get(): return n
            return inc, get
        inc, get = counter(); inc(); inc(5); print(get())
        x = 10
        def g1():
            global x
            x += 1
            def h():
                return x
            return h()
        print(g1(), x)
        def deep():
            a = 1
            def b():
                def c():
                    def d():
                        nonlocal a
                        a *= 7
                        return a
                    return d()
                return c() + a
            return b()
        print(deep())
        def param(a, b):
            def s(v):
                nonlocal a
                a = v
            s(9)
            return a, b
        print(param(1, 2))
        """,
    )


@cpython_311
def test_names_that_are_not_bound(vm: VM) -> None:
    check(
        vm,
        r"""
        def unbound():
            try:
                print(y)
            except UnboundLocalError as e:
                print(type(e).__name__, e)
            y = 1
        unbound()
        def free():
            def g(): return z
            try:
                g()
            except NameError as e:
                print(type(e).__name__, e)
            z = 1
            print(g())
        free()
        def d():
            a = 1
            del a
            try: a
            except UnboundLocalError as e: print(e)
            def q(): return b
            b = 2
            del b
            try: q()
            except NameError as e: print(e)
        d()
        try: nosuch
        except NameError as e: print(e)
        """,
    )


@cpython_311
def test_comprehensions(vm: VM) -> None:
    check(
        vm,
        r"""
        print([x for x in range(5) if x % 2 if x > 1])
        print({x: y for x, y in zip('abc', range(3))})
        print(sorted({x % 3 for x in range(10)}))
        print([[j for j in range(i)] for i in range(4)])
        print([(x, y) for x in range(3) for y in range(x)])
        x = 'outer'
        print([x for x in range(2)], x)
        def f():
            x = 'local'
            r = [x for x in range(3)]
            return x, r
        print(f())
        def g():
            fs = [lambda k=0: (i, k) for i in range(3)]
            return [q() for q in fs]
        print(g())
        def h():
            return [[lambda: (i, j) for j in range(2)] for i in range(2)]
        print([[q() for q in r] for r in h()])
        print(any((hit := v) > 3 for v in [1, 5, 2]), hit)
        def w():
            if any((last := v) > 3 for v in [1, 5, 2]): return last
        print(w())
        def w2():
            r = [y := 1, y**2, [z := y + k for k in range(3)]]
            return r, y, z
        print(w2())
        def loopy():
            out = []
            for n in range(3):
                out.append([b for a in range(1) if n or 1 for b in range(n)])
            return out
        print(loopy())
        try:
            def bad():
                for n in range(2):
                    r = [b for a in [1] for b in b]
            bad()
        except UnboundLocalError as e: print('U', e)
        except NameError as e: print('N', e)
        class K:
            n = 3
            r = [i for i in range(n)]
            s = list(i * 2 for i in range(n))
        print(K.r, K.s)
        print(sum(x * y for x in range(4) for y in range(x)))
        print(list(map(lambda p: p[0], [(1, 2), (3, 4)])))
        print([*(i for i in range(3)), *[7]])
        g = (i for i in [1, 2, 3])
        print(next(g), list(g))
        """,
    )
