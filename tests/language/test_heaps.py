"""heapq and bisect, in C: results to the item, errors, code of the script's that compares."""

from __future__ import annotations

from language_helpers import check, cpython_311

from pkhost import VM, Limits, Status


def test_heaps(vm: VM) -> None:
    check(
        vm,
        """
        import heapq, random
        random.seed(5)
        numbers = [random.randrange(50) for _ in range(200)]
        h = []
        for x in numbers:
            heapq.heappush(h, x)
        print(h)
        print([heapq.heappop(h) for _ in range(200)] == sorted(numbers))
        h = list(numbers)
        heapq.heapify(h)
        print(h, heapq.heapreplace(h, 7), heapq.heappushpop(h, 3), heapq.heappushpop(h, -1), h)
        print(heapq.nlargest(5, numbers), heapq.nsmallest(5, numbers),
              heapq.nlargest(3, numbers, key=lambda x: -x))
        print(list(heapq.merge([1, 4], [2, 3], [0])), list(heapq.merge([4, 1], [3, 2],
            reverse=True)))
        big = [random.random() for _ in range(5000)]
        heapq.heapify(big)
        print(big[:50])
        largest = list(numbers)
        heapq._heapify_max(largest)
        print(largest[:5], heapq._heappop_max(largest), heapq._heapreplace_max(largest, 2))
        print(largest)
        pairs = []
        for i, x in enumerate('hello world'):
            heapq.heappush(pairs, (x, i))
        print([heapq.heappop(pairs) for _ in range(11)])

        class P:
            def __init__(self, x): self.x = x
            def __lt__(self, other): return self.x // 3 < other.x // 3
            def __repr__(self): return f'P{self.x}'
        p = [P(x) for x in numbers[:40]]
        heapq.heapify(p)
        print(p, [heapq.heappop(p) for _ in range(40)])
        class L(list): pass
        z = L([3, 1, 2])
        heapq.heapify(z)
        print(z, heapq.heappop(z))
        """,
    )


def test_bisection(vm: VM) -> None:
    check(
        vm,
        """
        import bisect
        from collections import deque
        a = [1, 2, 2, 3, 5]
        print(bisect.bisect(a, 2), bisect.bisect_left(a, 2), bisect.bisect_right(a, 2, 0, 2),
              bisect.bisect_left(a, 9), bisect.bisect(a, 0), bisect.bisect(a, 4, lo=1),
              bisect.bisect_left(a, -3, hi=2, key=lambda x: -x), bisect.bisect(a=[1], x=1),
              bisect.bisect((1, 2), 1), bisect.bisect(range(100), 50), bisect.bisect('abc', 'b'))
        bisect.insort(a, 2.5)
        bisect.insort_left(a, 2)
        bisect.insort(a, 10, key=lambda x: x)
        bisect.insort(a, 4, key=lambda x: -x)
        print(a)
        d = deque([1, 3])
        bisect.insort(d, 2)
        print(d)
        """,
    )


@cpython_311
def test_errors(vm: VM) -> None:
    check(
        vm,
        """
        import bisect, heapq
        class Clears:
            def __lt__(self, other):
                filled.clear()
                return True
        filled = [Clears() for _ in range(9)]
        a = [1, 2]
        for function in [
            lambda: heapq.heappop([]), lambda: heapq.heapreplace([], 1), lambda: heapq.heapify(3),
            lambda: heapq.heappush((), 1), lambda: heapq.heappop(), lambda: heapq.heappush([1]),
            lambda: heapq.heappush([1], 'a'), lambda: heapq.heapify(filled),
            lambda: heapq.heapify([1, 'a']), lambda: bisect.bisect(a, 1, -1),
                lambda: bisect.bisect(a),
            lambda: bisect.bisect(3, 1), lambda: bisect.bisect([1], 'a'),
            lambda: bisect.bisect(a, 9, 0, 50), lambda: bisect.insort((1,), 1),
            lambda: bisect.bisect(a, 1, hi=None), lambda: bisect.bisect(a, 1, 'a'),
            lambda: bisect.bisect(a, 1, 0, 2, 3), lambda: bisect.bisect(a, 1, key=3),
        ]:
            try:
                print(function())
            except Exception as e:
                print(type(e).__name__, e)
        """,
    )


def test_limits_hold(vm: VM) -> None:
    for long in (
        "h = [1]\nwhile True: heapq.heapreplace(h, 1); bisect.bisect(h, 1)",
        "h = list(range(10**6, 0, -1))\nheapq.heapify(h)",
        "class S:\n def __len__(s): return 2**62\n def __getitem__(s, i): return 0\n"
        "while True: bisect.bisect(S(), 0)",
    ):
        vm.reset()
        program = f"import bisect, heapq\n{long}"
        result = vm.run(program, limits=Limits(steps=1_500_000, memory="64MiB"))
        assert result.status is Status.STEPS, (long, result)
