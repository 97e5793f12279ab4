"""Generators: send, throw, close, yield from: as this CPython."""

from __future__ import annotations

from language_helpers import check, cpython_311

from pkhost import VM


@cpython_311
def test_generators(vm: VM) -> None:
    check(
        vm,
        r"""
        def g():
            x = yield 1
            while x is not None:
                x = yield x * 2
            return 'end'
        a = g(); print(next(a), a.send(3), a.send(4))
        try: a.send(None)
        except StopIteration as e: print(e.value)
        def sub():
            try:
                r = yield 'a'
                print('sub got', r)
            except KeyError as e:
                print('sub caught', repr(e)); yield 'b'
            return 7
        def main():
            r = yield from sub()
            print('result', r)
            yield r
        m = main(); print(next(m)); print(m.send('hello'))
        m = main(); print(next(m)); print(m.throw(KeyError('k')))
        print(next(m))
        def fib():
            a, b = 0, 1
            while True:
                yield a
                a, b = b, a + b
        f = fib(); print([next(f) for _ in range(10)])
        def chain(*its):
            for it in its: yield from it
        print(list(chain('ab', [1, 2], (i for i in range(2)))))
        def tree(n):
            if n:
                yield from tree(n - 1)
                yield n
                yield from tree(n - 1)
        print(list(tree(3)))
        def bad():
            yield 1
            raise StopIteration
        try: list(bad())
        except RuntimeError as e: print(e)
        def g2():
            try:
                while True:
                    try: yield
                    except ValueError as e: print('v', e)
            finally: print('closing')
        q = g2(); next(q); q.throw(ValueError('x')); q.close()
        print([(yield_) for yield_ in range(2)])
        gg = (lambda: (yield 5))(); print(next(gg))
        def empty():
            return
            yield
        print(list(empty()))
        """,
    )


@cpython_311
def test_coroutines_by_hand(vm: VM) -> None:
    check(
        vm,
        r"""
        def coro():
            async def c(): return 5
            co = c()
            try: co.send(None)
            except StopIteration as e: return e.value
        print(coro())
        class Aw:
            def __await__(self):
                r = yield 'y'
                return r
        async def u(): return await Aw()
        c = u(); print(c.send(None))
        try: c.send('r')
        except StopIteration as e: print(e.value)
        """,
    )
