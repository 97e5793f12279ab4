"""try, except, else, finally, with: every way out, as this CPython."""

from __future__ import annotations

from language_helpers import check, cpython_311

from pkhost import VM


@cpython_311
def test_try(vm: VM) -> None:
    check(
        vm,
        r"""
        def t(k):
            try:
                if k == 0: return 'ret'
                if k == 1: raise ValueError('v')
                if k == 2: raise KeyError('k')
                if k == 3: 1/0
            except ValueError as e:
                return 'val', str(e)
            except (KeyError, IndexError) as e:
                return 'key', repr(e)
            else:
                return 'else'
            finally:
                print('fin', k)
        for k in (0, 1, 2, 4): print(t(k))
        try: t(3)
        except ZeroDivisionError as e: print('zde', e)
        def f1():
            for i in range(3):
                try:
                    if i == 1: continue
                    if i == 2: break
                    print('body', i)
                finally:
                    print('f', i)
            else: print('no')
        f1()
        def f2():
            try: return 1
            finally: return 2
        print(f2())
        def f3():
            while True:
                try: return 1
                finally: break
            return 3
        print(f3())
        def f4():
            try:
                try: raise ValueError(1)
                finally: print('inner')
            except ValueError as e:
                try: raise KeyError(2)
                except KeyError as k: print(repr(k.__context__))
                return e.args
        print(f4())
        def f5():
            try: raise ValueError('a')
            except ValueError as e:
                pass
            try: print(e)
            except UnboundLocalError as x: print(x)
        f5()
        def f6():
            x = 0
            for i in range(5):
                try:
                    try:
                        x += 1
                        if i == 3: return x
                        continue
                    finally: x += 10
                finally: x += 100
        print(f6())
        try:
            try: raise ValueError('one')
            except ValueError as e: raise TypeError('two') from e
        except TypeError as e: print(e, repr(e.__cause__), e.__suppress_context__)
        try:
            try: raise ValueError('one')
            except ValueError: raise
        except ValueError as e: print('again', e)
        def gen():
            try:
                yield 1
                yield 2
            finally: print('gen fin')
        for v in gen():
            print(v)
        g = gen(); next(g); g.close()
        def nested_return():
            try:
                try: return 'x'
                finally: print('a')
            finally: print('b')
        print(nested_return())
        def swallow():
            for i in range(2):
                try: raise ValueError
                except ValueError: continue
                finally: print('s', i)
            return 'done'
        print(swallow())
        try: raise ValueError
        except: print('bare')
        def assert_it(v):
            assert v, f'no {v}'
            return 'ok'
        print(assert_it(1))
        try: assert_it(0)
        except AssertionError as e: print(repr(e))
        try: assert 0
        except AssertionError as e: print(repr(e))
        """,
    )


@cpython_311
def test_with(vm: VM) -> None:
    check(
        vm,
        r"""
        class M:
            def __init__(self, n, swallow=False): self.n = n; self.s = swallow
            def __enter__(self): print('enter', self.n); return self.n
            def __exit__(self, t, v, tb): print('exit', self.n, t and t.__name__, v); return self.s
        with M(1) as a, M(2) as b: print(a, b)
        with (M(1) as a, M(2) as b,): print(a + b)
        with M(3, True): raise ValueError('x')
        def f():
            with M(1) as x:
                for i in range(3):
                    with M(i + 10):
                        if i == 1: return x, i
        print(f())
        def g():
            for i in range(3):
                with M(i):
                    if i == 0: continue
                    break
        g()
        try:
            with M(5): 1/0
        except ZeroDivisionError as e: print(e)
        with M((1, 2)) as (p, q): print(p, q)
        class Bad: pass
        try:
            with Bad(): pass
        except (AttributeError, TypeError) as e: print(type(e).__name__, e)
        """,
    )


@cpython_311
def test_except_star(vm: VM) -> None:
    check(
        vm,
        r"""
        try:
            raise ExceptionGroup('g', [ValueError(1), TypeError(2), KeyError(3)])
        except* ValueError as e: print('V', e.exceptions)
        except* (TypeError, KeyError) as e: print('T', e.exceptions)
        try:
            try:
                raise ExceptionGroup('g', [ValueError(1), TypeError(2)])
            except* ValueError: print('v')
        except ExceptionGroup as e: print(e, e.exceptions)
        try: raise ValueError('plain')
        except* ValueError as e: print(e.exceptions)
        try:
            try: raise ValueError('x')
            except* ValueError: raise KeyError('new')
        except BaseException as e: print(type(e).__name__, e)
        def f():
            try: pass
            except* ValueError: pass
            else: print('else')
            finally: print('fin')
        f()
        for i in range(2):
            try: raise ValueError
            except* ValueError: print(i)
        """,
    )
