"""Modules in C that call back into the script: slices of any size change nothing."""

from __future__ import annotations

import pytest
from language_helpers import check

from pkhost import VM, Limits

FREE = Limits(steps=10**8, wall_time=None, cpu_time=None)

PROGRAM = """
import bisect, gc, heapq, json
from collections import Counter, deque
from functools import cmp_to_key, lru_cache, partial, reduce
from itertools import *

class A:
    def __init__(self, n): self.n = n
    def __lt__(self, other): return self.n < other.n
    def __eq__(self, other): return self.n == other.n
    def __hash__(self): return self.n % 5
    def __repr__(self): return f'A{self.n}'

h = [A((i * 37) % 41) for i in range(41)]
heapq.heapify(h)
print([heapq.heappop(h) for _ in range(10)])

@lru_cache(4)
def f(n):
    return n if n < 2 else f(n - 1) + f(n - 2)

print(f(12), f.cache_info(), partial(f, 5)())
print([(k, list(g)) for k, g in groupby([A(1), A(1), A(2)], key=lambda a: a.n)])
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
print(reduce(lambda a, b: a * b, range(1, 9)))
d = deque([A(i) for i in range(9)], 5)
d.rotate(2)
print(d, d.index(A(6)), A(7) in d, deque([A(1)]) < deque([A(2)]))
print(json.dumps({'a': [A(1), {'b': A(2)}]}, default=lambda o: o.n))
print(json.loads('[1,{"a":2}]', object_hook=lambda d: sorted(d)))
a, b = tee(x * x for x in range(70))
print(sum(a), sum(islice(b, 3, 60, 2)), list(accumulate([1, 2, 3], lambda x, y: x * y)))
print(Counter(A(i % 3) for i in range(9)), list(starmap(max, [(1, 2), (4, 3)])))
print(list(dropwhile(lambda x: x < 3, range(6))), list(zip_longest('ab', (x for x in range(4)))))
bisect.insort(h, A(20))
gc.collect()
print(h[:3])
"""


def test_the_program_does_what_it_does_in_cpython(vm: VM) -> None:
    check(vm, PROGRAM)


@pytest.mark.parametrize("steps", [3, 50, 1001])
def test_slices_change_nothing(vm: VM, steps: int) -> None:
    vm.reset()
    whole = vm.run(PROGRAM, limits=FREE)
    vm.reset()
    run = vm.start(PROGRAM, limits=FREE, paused=True)
    slices = 0
    while run.step(steps):
        slices += 1
    result = run.result()
    assert slices > 10
    assert (result.stdout, result.error) == (whole.stdout, whole.error)
    assert result.usage.steps == whole.usage.steps
    assert result.usage.peak_memory == whole.usage.peak_memory


def test_a_snapshot_has_their_state(vm: VM) -> None:
    vm.reset()
    vm.run(
        """
        from collections import deque
        from functools import lru_cache
        from itertools import count, tee
        d = deque([1, 'a' * 50])
        c = count(5)
        a, b = tee(iter(range(100)))
        next(a)
        @lru_cache(2)
        def f(x):
            return [x]
        f(1)
        """.replace("\n        ", "\n").strip()
    )
    snapshot = vm.snapshot()
    vm.run("d.append(2); next(c); next(a); f(2); f(3)")
    vm.restore(snapshot)
    result = vm.run(
        "import gc; gc.collect(); print(len(d), c, next(a), next(b), f.cache_info().misses, f(1))"
    )
    assert result.stdout == "2 count(5) 1 0 1 [1]\n"
