# ruff: noqa: E501  (programs)
"""itertools, in C: results, errors, iterators that are asked while they run, limits, interrupts."""

from __future__ import annotations

import pytest
from language_helpers import check, cpython_311, here

from pkhost import VM, Limits, Status


def test_what_they_give(vm: VM) -> None:
    check(
        vm,
        """
        from itertools import *
        import operator
        print(list(permutations('abc')), list(permutations(range(3), 2)), list(permutations([], 0)))
        print(list(permutations([1], 2)), list(permutations('ab', None)))
        print(list(product('ab', [1, 2])), list(product(repeat=3)), list(product([1], [])))
        print(list(product(range(2), repeat=3)), list(product('a', repeat=0)), list(product()))
        print(list(combinations('abcd', 2)), list(combinations([], 0)), list(combinations('a', 2)))
        print(list(combinations_with_replacement('abc', 2)),
              list(combinations_with_replacement([], 0)), list(combinations_with_replacement([],
                  1)))
        print(list(islice(count(5, 2), 3)), list(islice('abcdefg', 2, None, 2)),
            list(islice('abc', 0)),
              list(islice('abcdefg', 1, 6, 3)), list(islice('abc', None)))
        print(list(islice(count(2**63 - 2), 4)), list(islice(count(1.5, -.5), 3)),
            next(count(10**30)))
        print(list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], operator.mul, initial=10)),
              list(accumulate([], initial=4)), list(accumulate('abc')),
                  list(accumulate([2**62] * 3)))
        print([(k, list(g)) for k, g in groupby('AAABBC')], [k for k, g in groupby([1, 1, 2])],
              [(k, list(g)) for k, g in groupby(range(7), lambda x: x // 3)])
        print(list(zip_longest('abc', 'd', fillvalue='-')), list(zip_longest()),
            list(zip_longest([1], [2, 3])))
        print(list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(dropwhile(lambda x: x < 3, [1,
            2, 3, 1])))
        print(list(filterfalse(None, [0, 1, 2])), list(filterfalse(lambda x: x % 2, range(5))))
        print(list(starmap(pow, [(2, 3), [3, 2], iter((4, 1))])), list(compress('abcd', [1, 0, 1,
            1])))
        print(list(pairwise([1, 2, 3])), list(pairwise([1])), list(chain([1], (2,), 'ab')),
            list(chain()))
        print(list(chain.from_iterable(['ab', 'cd'])))
        round = cycle('ab')
        print([next(round) for _ in range(5)], list(cycle([])))
        print([list(x) for x in tee(range(200), 3)] == [list(range(200))] * 3, tee([1], 0))
        a, b = tee([1, 2, 3])
        next(a)
        c = a.__copy__()
        print(list(a), list(b), list(c))
        print(list(permutations(iterable=[1, 2], r=1)), list(accumulate([1, 2], func=max)),
              list(compress(data=[1], selectors=[1])), [k for k, _ in groupby(iterable=[1],
                  key=str)])
        """,
    )


def test_how_they_show_themselves(vm: VM) -> None:
    check(
        vm,
        """
        from itertools import *
        print(count(5), count(1, 2), count(1.5, .5), repeat(3), repeat('a', 4), repeat(1, -3))
        print(chain, type(next(groupby([1]))[1]), type(tee([])[0]), chain[int], count.__module__)
        print(count(5, 1).__reduce__(), count(1, 2).__reduce__(), repeat(1, 2).__reduce__())
        print(repeat(1, 3).__length_hint__())

        class Twice(count):
            def __next__(self):
                return super().__next__() * 2

        twice = Twice(3)
        print(next(twice), next(twice), twice, isinstance(twice, count))
        print(type(chain.from_iterable([])), [x for x in repeat(2, 3)])
        """,
    )


@cpython_311
def test_what_they_say_of_wrong_arguments(vm: VM) -> None:
    check(
        vm,
        """
        from itertools import *
        wrong = [
            lambda: count('a'), lambda: count(1, 2, 3), lambda: islice([1]), lambda: islice([1],
                -1),
            lambda: islice([1], 1, 2, 0), lambda: islice([1], 'a', 3), lambda: islice([1], 2**64),
            lambda: permutations(), lambda: permutations([1], -1), lambda: permutations([1], 'a'),
            lambda: combinations([1]), lambda: combinations([1], -2), lambda: combinations([1],
                'a'),
            lambda: product([1], repeat=-1), lambda: product([1], repeat='a'),
            lambda: product([1], repeat=2**70), lambda: takewhile(1), lambda: cycle(),
            lambda: cycle(a=3), lambda: tee([1], -1), lambda: tee(), lambda: repeat(),
            lambda: repeat(1, 'a'), lambda: list(starmap(pow, [1])), lambda: chain.from_iterable(),
            lambda: accumulate(), lambda: groupby(), lambda: list(chain(1)), lambda: pairwise(3),
            lambda: zip_longest(3), lambda: repeat(1).__length_hint__(),
                lambda: list(accumulate([1, 'a'])),
            lambda: list(groupby([1], 3)),
        ]
        for function in wrong:
            try:
                print(function())
            except Exception as e:
                print(type(e).__name__, e)
        """,
    )


def test_exceptions_of_functions_pass(vm: VM) -> None:
    check(
        vm,
        """
        from itertools import *

        class Bad:
            def __bool__(self): raise ValueError('no truth')
            def __eq__(self, other): raise KeyError('no equality')
            __hash__ = None
            def __add__(self, other): raise LookupError('no sum')

        def fails(*args): raise ArithmeticError(args)

        class Breaks:
            def __iter__(self): return self
            def __next__(self): raise OSError('no next')

        for iterator in [
            takewhile(lambda x: Bad(), [1]), dropwhile(fails, [1]), filterfalse(None, [Bad()]),
            compress([1], [Bad()]), starmap(fails, [(1, 2)]), accumulate([Bad(), 1]),
            accumulate([1, 2], fails), groupby([1], fails), chain([1], Breaks()), islice(Breaks(),
                1),
            pairwise(Breaks()), cycle(Breaks()), zip_longest([1], Breaks()), tee(Breaks())[0],
        ]:
            try:
                print(list(iterator))
            except Exception as e:
                print(type(e).__name__, e)
        try:
            print([k for k, _ in groupby([Bad(), Bad()])])
        except KeyError as e:
            print(e)
        """,
    )


def test_iterators_that_are_asked_while_they_run(vm: VM) -> None:
    check(
        vm,
        """
        from itertools import *

        class Asks:
            'Asks the iterator that asks it.'
            def __init__(self, times): self.left = times
            def __iter__(self): return self
            def __next__(self):
                self.left -= 1
                if self.left > 0:
                    return next(outer)
                if self.left == 0:
                    return 'end'
                raise StopIteration

        for make in (lambda a: chain(a, [1, 2]), lambda a: islice(a, 5), lambda a: accumulate(a),
                     lambda a: takewhile(bool, a), lambda a: cycle(a), lambda a: compress(a,
                         repeat(1))):
            outer = make(Asks(4))
            print(list(islice(outer, 6)))

        class Equal:
            asked = False
            def __eq__(self, other):
                if not Equal.asked:
                    Equal.asked = True
                    next(groups, None)
                return True
            __hash__ = None

        groups = groupby([Equal() for _ in range(6)])
        print(sum(1 for _ in groups))
        groups = groupby([1, 1, 2, 2])
        key, group = next(groups)
        next(groups)
        print(list(group))
        """,
    )
    # CPython says so too, but not in the same order of lines.
    assert (
        here(
            vm,
            """
        from itertools import tee
        class Asks:
            def __iter__(self): return self
            def __next__(self): return next(one)
        one, two = tee(Asks())
        try:
            next(one)
        except RuntimeError as e:
            print(e)
        """,
        ).output
        == "cannot re-enter the tee iterator\n"
    )


def test_deep_chains_raise(vm: VM) -> None:
    """CPython itself crashes."""
    program = """
    from itertools import chain, islice, takewhile
    for make in (lambda it: chain(it, [1]), lambda it: islice(it, 5), lambda it: map(abs, it),
                 lambda it: takewhile(abs, it)):
        it = iter([])
        for _ in range(60000):
            it = make(it)
        try:
            next(it)
        except RecursionError:
            print('too deep')
    """
    assert here(vm, program, limits=Limits(memory="64MiB")).output == "too deep\n" * 4


def test_no_class_but_its_own_is_made_by_a_class_method(vm: VM) -> None:
    program = """
    from itertools import chain
    make = chain.from_iterable.__func__
    for of in (int, list, object, 3, None):
        try:
            print(make(of, [[1]]))
        except TypeError:
            print('refused')
    """
    assert here(vm, program).output == "refused\n" * 5


def test_limits_hold_in_endless_iterators(vm: VM) -> None:
    for endless in (
        "sum(count())", "list(filterfalse(bool, repeat(1)))", "for _ in cycle('ab'): pass",
        "list(zip_longest(count(), repeat(1)))", "list(compress(count(), repeat(0)))",
        "next(dropwhile(bool, repeat(1)))", "sum(islice(count(), 10**12))",
        "for _ in product(range(100), repeat=9): pass", "sum(chain.from_iterable(repeat([1])))",
        "for _ in groupby(repeat(1)): pass",
    ):  # fmt: skip
        vm.reset()
        result = vm.run(
            f"from itertools import *\n{endless}", limits=Limits(steps=300_000, memory="64MiB")
        )
        assert result.status is Status.ERROR or result.status is Status.STEPS, (endless, result)
        assert result.status is Status.STEPS, (endless, result)
    for hoard in (
        "a, b = tee(count())\nfor _ in a: pass", "c = cycle(repeat('x'))\nfor _ in c: pass",
        "list(permutations(range(10**8)))", "next(combinations_with_replacement('a', 10**7))",
        "product('ab', repeat=10**7)",
    ):  # fmt: skip
        vm.reset()
        result = vm.run(
            f"from itertools import *\n{hoard}",
            limits=Limits(steps=None, memory="16MiB", wall_time=30),
        )
        assert result.status is Status.MEMORY, (hoard, result)


def test_garbage_is_collected_while_they_hold_values(vm: VM) -> None:
    check(
        vm,
        """
        import gc
        from itertools import *
        def texts(n): return ([str(i) * 40] for i in range(n))
        kept = [cycle(texts(5)), islice(texts(50), 40), chain(texts(3), texts(3)),
            accumulate(texts(9)),
                zip_longest(texts(3), texts(5)), product(texts(2), texts(2)),
                    permutations(texts(3)),
                pairwise(texts(4)), *tee(texts(70)), starmap(lambda x: x, texts(3))]
        print([next(k) for k in kept])
        groups = groupby(texts(4))
        key, group = next(groups)
        for round in range(3):
            gc.collect()
            waste = [[str(i) * 40] for i in range(2000)]
            print([next(k, None) for k in kept])
        print(key, list(group))
        """,
    )


REDUCED = [
    "chain([1, 2], [3])",
    "chain()",
    "islice(range(10), 2, 8, 3)",
    "islice(range(3), 0)",
    "islice(range(9), 4, None)",
    "accumulate([1, 2, 3])",
    "accumulate([1, 2, 3], lambda a, b: a * b, initial=5)",
    "accumulate([None, 1, 2], lambda a, b: None if b == 1 else b)",
    "takewhile(bool, [1, 2, 0, 3])",
    "dropwhile(bool, [1, 0, 3, 0])",
    "filterfalse(bool, [0, 1, 0])",
    "starmap(pow, [(2, 3), (3, 2)])",
    "compress('ABCDE', [1, 0, 1, 1])",
    "product('ab', [1, 2])",
    "product()",
    "product('ab', [])",
    "permutations('abc', 2)",
    "permutations('ab', 3)",
    "combinations('abcd', 2)",
    "combinations('ab', 3)",
    "combinations_with_replacement('abc', 2)",
    "combinations_with_replacement('', 2)",
    "zip_longest('ab', [1], fillvalue='-')",
    "zip_longest()",
    "groupby('aabbc')",
    "cycle('abc')",
    "cycle('')",
    "count(3, 2)",
    "repeat('x', 3)",
    "tee('abc')[0]",
]


@pytest.mark.parametrize("text", REDUCED)
def test_what_is_made_again_goes_on(vm: VM, text: str) -> None:
    """By __reduce__() and __setstate__(), as copy.copy() does it."""
    check(
        vm,
        f"""
        from itertools import *
        def plain(item):
            if isinstance(item, tuple) and len(item) == 2 and hasattr(item[1], '__next__'):
                return (item[0], list(item[1]))
            return item
        for taken in range(8):
            made = {text}
            for _ in range(taken):
                next(made, None)
            kind, arguments, *state = made.__reduce__()
            print(taken, kind.__name__, len(arguments), [type(part).__name__ for part in state])
            again = kind(*arguments)
            if state and state[0] is not None:
                again.__setstate__(state[0])
            print([plain(item) for item in islice(again, 12)])
        """,
    )


def test_states_that_are_wrong(vm: VM) -> None:
    program = """
from itertools import *
for made, states in (
    (chain(), [(), (1,), (iter([]), 2), [1], (iter([]), iter([]), 3), 5]), (cycle('ab'), [(1, 2), ([], 'x'), 3, ([1], 0, 2)]),
    (product('ab', 'cd'), [(1,), 5, ('a', 1), (-5, 99)]), (permutations('abc', 2), [(1,), ((0, 1), (1, 2)), ((0, 1, 2), (1,)), ((9, 9, 9), (9, 9))]),
    (combinations('abc', 2), [(1,), (9, 9), ('a', 1)]), (combinations_with_replacement('abc', 2), [(9, 9), ()]),
    (groupby('ab'), [(1, 2), 5]), (islice('abc', 2), ['x', -1]), (tee('a')[0], [(1, 2), 5, (None, 0)]),
):
    for state in states:
        try:
            print(type(made).__name__, state if isinstance(state, int) else '', made.__setstate__(state))
        except Exception as error:
            print(type(made).__name__, type(error).__name__)
    if not isinstance(made, groupby):
        try: print(len(list(islice(made, 5))))
        except Exception as error: print(type(error).__name__)
"""
    check(vm, program)


@pytest.mark.parametrize(
    "text",
    [
        "deque(chain.from_iterable(repeat(())), 0)",
        "max(map(len, map(str, range(10**5, 2 * 10**5))))",
        "sum(map(len, zip(range(100_000), map(str, count()))))",
        "any(islice(map(lambda x: 0, map(str, count())), 10**5, 10**5 + 9))",
        "next(filterfalse(len, map(str, count())))",
        "list(compress(map(str, range(100_000)), repeat(0)))",
        "next(dropwhile(len, map(str, count())))",
    ],
)
def test_garbage_of_long_native_loops_is_collected(text: str) -> None:
    """Loops that come to no bytecode free what they make; those without an end meet the step limit."""
    with VM(limits=Limits(steps=400_000, memory="5MiB", wall_time=60)) as vm:
        result = vm.run(f"from itertools import *\nfrom collections import deque\nprint({text})")
        assert result.status in (Status.OK, Status.STEPS), result
