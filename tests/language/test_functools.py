"""functools, whose lru_cache, partial, reduce and cmp_to_key are in C."""

from __future__ import annotations

from language_helpers import check, cpython_311, here

from pkhost import VM, Limits, Status


def test_caches(vm: VM) -> None:
    check(
        vm,
        """
        from functools import cache, cached_property, lru_cache
        import copy

        @lru_cache(maxsize=None)
        def fib(n):
            return n if n < 2 else fib(n - 1) + fib(n - 2)

        print(fib(80), fib.cache_info(), fib.cache_parameters(), fib.__name__,
            fib.__wrapped__.__name__)
        fib.extra = 3
        print(fib.extra, fib.__dict__['extra'], copy.copy(fib) is fib, copy.deepcopy(fib) is fib)

        @lru_cache(maxsize=3)
        def square(x, y=0, *, k=1):
            print('call', x, y, k)
            return x * x + y + k

        for a in [1, 2, 3, 1, 4, 2, 1, 3, 3]:
            square(a)
        print(square.cache_info())
        for call in (lambda: square(1, k=2), lambda: square(x=1), lambda: square(1, 0),
            lambda: square(1.0)):
            print(call(), call())
        print(square.cache_info())
        square.cache_clear()
        square(1)
        print(square.cache_info())

        @lru_cache(typed=True)
        def typed(x, **named):
            print('typed', x)
            return x

        for call in (lambda: typed(1), lambda: typed(1.0), lambda: typed(True), lambda: typed(1,
            a=1),
                     lambda: typed(1, a=1.0), lambda: typed(1, a=1)):
            call()
        print(typed.cache_info())

        @lru_cache(0)
        def never(x):
            return x
        never(1), never(1)
        print(never.cache_info())

        @cache
        def kept(x):
            return x
        kept(1), kept('1'), kept((1, 2))
        print(kept.cache_info())
        try:
            kept([1])
        except TypeError as e:
            print(e)

        @lru_cache(2)
        def fails(n):
            raise ValueError(n)
        try:
            fails(1)
        except ValueError as e:
            print(e, fails.cache_info())

        @lru_cache(2)
        def deeper(n):
            return n and deeper(n - 1)
        print(deeper(5), deeper.cache_info())

        @lru_cache(maxsize=1)
        def clears(n):
            clears.cache_clear()
            return n
        print(clears(1), clears(2), clears.cache_info())

        class A:
            def __init__(self, n):
                self.n = n
            @lru_cache(None)
            def add(self, x):
                print('add')
                return self.n + x
            @cached_property
            def five(self):
                print('five')
                return 5
            @staticmethod
            @lru_cache
            def same(x):
                return x

        a = A(1)
        print(a.add(2), a.add(2), A(5).add(2), a.five, a.five, a.same(3), A.same(3),
            A.add.cache_info(),
              A.add(a, 2), a.add.__self__ is a)
        """,
    )


@cpython_311
def test_partial(vm: VM) -> None:
    check(
        vm,
        """
        from functools import partial, partialmethod
        import copy
        def f(*a, **k):
            return a, k
        p = partial(f, 1, 2, x=3)
        print(p(), p(4, y=5), p(x=9), p.func is f, p.args, p.keywords)
        print(partial(p, 7, z=1).args, partial(p, 7).func is f, partial(int, base=2)('101'))
        print(repr(partial(int, base=2)), repr(partial(print)), partial(print) == partial(print))
        p.attribute = 1
        q = copy.copy(p)
        print(p.attribute, p.__dict__, partial(p, 1).func is p, q.attribute, q(), q.args)

        class P(partial): pass
        z = P(f, 1)
        z.u = 2
        print(z(2), z.u, repr(z)[:2], type(z))
        other = partial(f)
        other.__setstate__((f, (1,), {'a': 1}, {'q': 2}))
        print(other(), other.q)
        for function in (lambda: other.__setstate__(3), lambda: partial(), lambda: partial(3),
                         lambda: partial(f)(**{1: 2})):
            try:
                print(function())
            except TypeError as e:
                print(e)
        itself = partial(f)
        itself.__setstate__((itself, (), {}, {}))
        print(repr(itself))

        class Cell:
            def set_state(self, state):
                return state
            alive = partialmethod(set_state, True)
        print(Cell().alive())
        """,
    )


@cpython_311
def test_reduce_and_cmp_to_key(vm: VM) -> None:
    check(
        vm,
        """
        from functools import cmp_to_key, reduce
        import operator
        print(reduce(operator.add, [1, 2, 3]), reduce(operator.add, [], 5),
              reduce(lambda a, b: a + b, 'abc', 'x'))
        print(sorted([3, 1, 2, 10, -4], key=cmp_to_key(lambda a, b: b - a)))
        K = cmp_to_key(mycmp=lambda a, b: (a > b) - (a < b))
        print(K(1) < K(2), K(1) == K(1), K(3) >= K(4), K(obj=2).obj, max(K(1), K(5)).obj)
        for function in (
            lambda: reduce(1), lambda: reduce(operator.add, []), lambda: reduce(operator.add, 3),
            lambda: reduce(lambda a, b: 1 / 0, [1, 2]), lambda: K(1) < 3, lambda: hash(K(1)),
            lambda: cmp_to_key(), lambda: sorted([1, 2], key=cmp_to_key(lambda a, b: 1 / 0)),
            lambda: K(), lambda: K < K,
        ):
            try:
                print(function())
            except Exception as e:
                print(type(e).__name__, e)
        """,
    )


def test_what_is_held_is_kept_and_limits_hold(vm: VM) -> None:
    check(
        vm,
        """
        import gc
        from functools import lru_cache, partial
        @lru_cache(50)
        def text(n):
            return [str(n) * 30]
        kept = partial(lambda *a, **k: (a, k), ['a' * 40], x=['b' * 40])
        for n in range(200):
            text(n)
        for round in range(3):
            gc.collect()
            waste = [[str(i) * 40] for i in range(2000)]
            print(text(180), kept())
        print(text.cache_info())
        """,
    )
    for endless in (
        "reduce(lambda a, b: a, iter(int, 1))",
        "@cache\ndef f(n): return f(n + 1)\nf(0)",
        "p = partial(int)\np.__setstate__((p, (), {}, {}))\np()",
    ):
        vm.reset()
        result = vm.run(f"from functools import *\n{endless}", limits=Limits(steps=3_000_000))
        assert result.status is Status.STEPS or result.error.type == "RecursionError", result
    program = """
    from functools import _lru_cache_wrapper, partial
    for function in (lambda: _lru_cache_wrapper.__call__(3), lambda: partial.__call__([]),
                     lambda: _lru_cache_wrapper.cache_info(partial(print)),
                         lambda: object.__new__(partial),
                     lambda: partial.__new__(dict, print)):
        try:
            print(function())
        except TypeError:
            print('refused')
    """
    assert here(vm, program).output == "refused\n" * 5
