"""collections.deque, in C: what it gives, its errors, changes while it is looked at, limits."""

from __future__ import annotations

from language_helpers import check, cpython_311, here

from pkhost import VM, Limits, Status


def test_items_come_and_go_at_both_ends(vm: VM) -> None:
    check(
        vm,
        """
        from collections import deque
        d = deque('abc')
        d.append(1)
        d.appendleft(0)
        print(d, len(d), d[0], d[-1], list(d), list(reversed(d)), 'a' in d, 9 in d, bool(deque()))
        for by in (2, -1, 100, 0, -7):
            d.rotate(by)
            print(d)
        d.reverse()
        print(d, d.pop(), d.popleft(), d)
        for n in range(40):
            d.append(n)
            d.append(-n)
            d.popleft()
            d.rotate(n)
        print(d)
        d.clear()
        print(d, list(d))
        full = deque(range(8))
        for by in (3, -3, 5, 8, 9):
            full.rotate(by)
            print(full)
        x = deque(range(5))
        x.extend(x)
        x.extendleft(x)
        print(x)
        """,
    )


def test_a_length_holds(vm: VM) -> None:
    check(
        vm,
        """
        from collections import deque
        m = deque(range(10), maxlen=3)
        print(m, m.maxlen, deque().maxlen)
        m.append(5)
        m.appendleft(6)
        print(m)
        m.extend([1, 2, 3, 4])
        print(m)
        m.extendleft([7, 8])
        print(m, m * 2, m + [] if False else m + deque([9]))
        none = deque([1, 2], 0)
        none.append(1)
        print(none, none * 10**9, deque(maxlen=0), deque(iterable=[1, 2], maxlen=1), deque([1],
            None))
        print(deque([1, 2], 3) * 10**9, deque([1, 2], 3).copy().maxlen)
        m.__init__([5])
        print(m)
        """,
    )


def test_items_by_number(vm: VM) -> None:
    check(
        vm,
        """
        from collections import deque
        d = deque(range(20))
        for at, value in ((3, 'x'), (-3, 'y'), (100, 'z'), (-100, 'w'), (15, 'v')):
            d.insert(at, value)
        print(d)
        del d[2]
        del d[-2]
        d[1] = 'q'
        d[True] = 'r'
        print(d, d[-1])
        d.remove('x')
        print(d, d.index(5), d.index(5, 2), d.index(5, -20, 19), d.count(5))
        while d:
            del d[len(d) // 2]
        print(d)
        """,
    )


def test_operators_copies_and_subclasses(vm: VM) -> None:
    check(
        vm,
        """
        from collections import deque
        import collections.abc, copy
        print(deque([1, 2]) == deque([1, 2]), deque([1]) < deque([1, 2]), deque([2]) > deque([1,
            5]),
              deque([1]) != deque([1]), deque() == [], deque([1]) <= deque([1]),
                  deque([1]) >= deque([2]))
        print(deque([1]) + deque([2]), deque([1, 2]) * 2, 2 * deque([1]), deque([1, 2]) * 0)
        e = deque([1])
        e += [2, 3]
        e *= 2
        print(e)
        r = deque()
        r.append(r)
        print(r, [r])
        print(copy.copy(e), e.copy(), copy.deepcopy(deque([[1]], 4)), deque([1],
            4).__reduce__()[:3])

        class Named(deque):
            def __init__(self, items=(), name='n'):
                super().__init__(items, 4)
                self.name = name
            def size(self):
                return self.name + str(len(self))

        q = Named('abcdefg', 'q')
        q.append('h')
        print(q, q.name, q.size(), q.__dict__, isinstance(q, deque), type(q).__mro__)

        class Plain(deque): pass
        p = Plain([1, 2])
        p.more = 3
        print(p, p + p, type(p * 2), copy.copy(p).__dict__, copy.copy(p), p.copy())
        print(deque, deque.__name__, deque.__module__, deque[int], type(iter(deque())),
              isinstance(deque(), collections.abc.MutableSequence), sorted(deque([3, 1])))
        it = iter(deque([1, 2, 3]))
        next(it)
        print(it.__length_hint__(), list(it), next(reversed(deque([1, 2]))))
        """,
    )


@cpython_311
def test_what_it_says_of_wrong_arguments(vm: VM) -> None:
    check(
        vm,
        """
        from collections import deque
        wrong = [
            lambda: deque().pop(), lambda: deque().popleft(), lambda: deque([1])[1],
            lambda: deque([1])['a'], lambda: deque([1])[0:1], lambda: deque(maxlen=-1),
            lambda: deque([], 'a'), lambda: deque(1), lambda: deque(1, 2, 3),
                lambda: deque([1]).index(2),
            lambda: deque([1]).remove(2), lambda: deque([1, 2], 2).insert(0, 1),
                lambda: deque() + [1],
            lambda: deque().append(), lambda: deque().pop(1), lambda: deque().rotate('a'),
            lambda: deque().rotate(1, 2), lambda: hash(deque()), lambda: deque(foo=1),
            lambda: deque([1]) * 'a', lambda: deque() < [1], lambda: deque([1]).index(1, 'a'),
            lambda: setattr(deque(), 'foo', 3), lambda: deque([1]).__setitem__(4, 3),
            lambda: deque([3, 1, 2]).sort(), lambda: deque([1])[2**70], lambda: deque([], 2**70),
        ]
        for function in wrong:
            try:
                print(function())
            except Exception as e:
                print(type(e).__name__, e)
        """,
    )


@cpython_311
def test_changes_while_it_is_looked_at(vm: VM) -> None:
    check(
        vm,
        """
        from collections import deque

        class Changes:
            def __init__(self, of): self.of = of
            def __eq__(self, other):
                self.of.clear()
                return False
            __hash__ = None
            def __repr__(self):
                self.of.clear()
                return 'x'

        def grows():
            d = deque([1, 2])
            for x in d:
                d.append(1)

        def filled():
            d = deque()
            d.extend([Changes(d), 1, 2])
            return d

        for function in [grows, lambda: filled().remove(1), lambda: filled().index(1),
                         lambda: filled().count(1), lambda: 1 in filled(),
                         lambda: filled() == filled(), lambda: repr(filled())]:
            try:
                print(function())
            except Exception as e:
                print(type(e).__name__, e)
        d = deque([1, 2, 3])
        it = iter(d)
        next(it)
        d.pop()
        for _ in range(2):
            try:
                next(it)
            except RuntimeError as e:
                print(e)
        """,
    )


def test_no_other_object_is_taken_for_one(vm: VM) -> None:
    program = """
    from collections import deque
    class Other: pass
    for function in [lambda: deque.__init__(Other()), lambda: deque.append([], 1),
        lambda: deque.__len__(3),
                     lambda: deque.__new__(list), lambda: deque.__new__(3),
                         lambda: object.__new__(deque),
                     lambda: type(iter(deque()))([]), lambda: deque.__iter__(Other())]:
        try:
            print(function())
        except TypeError:
            print('refused')
    class Both(deque):
        def __new__(cls): return Other()
    print(type(Both()).__name__)
    """
    assert here(vm, program).output == "refused\n" * 8 + "Other\n"


def test_limits_hold(vm: VM) -> None:
    for endless in ("deque(iter(int, 1), 5)", "d = deque([1])\nwhile 1: d.rotate()"):
        vm.reset()
        result = vm.run(f"from collections import deque\n{endless}", limits=Limits(steps=300_000))
        assert result.status is Status.STEPS, result
    for hoard in (
        "d = deque()\nwhile 1: d.append('x' * 20)", "deque(range(10**8))", "deque([1]) * 10**8",
    ):  # fmt: skip
        vm.reset()
        result = vm.run(
            f"from collections import deque\n{hoard}",
            limits=Limits(steps=None, memory="16MiB", wall_time=30),
        )
        assert result.status is Status.MEMORY, (hoard, result)


def test_what_it_holds_is_kept_and_what_it_held_is_not(vm: VM) -> None:
    check(
        vm,
        """
        import gc
        from collections import deque
        class Sub(deque): pass
        kept = [deque(str(i) * 40 for i in range(50)), Sub([str(i)] for i in range(9))]
        it = iter(kept[0])
        for _ in range(3):
            gc.collect()
            waste = [[str(i) * 40] for i in range(2000)]
        print(kept, list(it)[-1])
        """,
    )
    # A queue that much goes through needs no more memory than what is in it.
    program = """
    from collections import deque
    d = deque()
    for i in range(40000):
        d.append(str(i) * 100)
        if len(d) > 10:
            d.popleft()
    print(len(d))
    """
    assert here(vm, program, limits=Limits(memory="8MiB", steps=None)).output == "10\n"
