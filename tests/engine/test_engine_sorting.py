"""Sorting: as CPython does it, and whole again after whatever ends it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pkhost
from pkhost import Limits, Status

LIMITS = Limits(steps=10_000_000, memory="32MB", wall_time=60, cpu_time=60)
ITEMS = list(range(200))
PREPARE = """\
class N:
    def __init__(self, n):
        self.n = n
    def __lt__(self, other):
        return self.n % 17 < other.n % 17
    def __gt__(self, other):
        return other < self
a = [N(i) for i in range(200)]
b = [i for i in range(200)]
"""
SORTS = [
    "a.sort()",
    "a.sort(reverse=True)",
    "b.sort(key=lambda x: x % 17)",
    "b.sort(key=lambda x: -x)",
    "b.sort(key=N, reverse=True)",
    "b.sort(key=lambda x: 'a text' + str(x % 17))",
]
CHECK = "print(len(a), len(b), len({x.n: 1 for x in a}), len({x: 1 for x in b}))"


@pytest.fixture(scope="module")
def vm(isolation: str, dialect: str) -> Iterator[pkhost.VM]:
    with pkhost.VM(limits=LIMITS) as vm:
        yield vm


@pytest.mark.parametrize("sort", SORTS)
def test_a_stop_at_any_step_leaves_all_items(vm: pkhost.VM, sort: str) -> None:
    vm.reset()
    assert vm.run(PREPARE).ok
    before = vm.snapshot()
    total = vm.run(sort).usage.steps
    assert total is not None
    assert total > 500
    memory = set()
    for steps in [*range(1, 60), *range(60, total, total // 60), total - 1]:
        vm.restore(before)
        result = vm.run(sort, limits=LIMITS.replace(steps=steps))
        assert result.status is Status.STEPS, (steps, total, result)
        assert result.usage.steps == steps
        after = vm.run(CHECK)
        assert after.stdout == "200 200 200 200\n", (steps, after)
        memory.add(vm.memory_in_use)
        assert vm.run(sort).ok
    # Nothing is lost: no copy of the items stays behind.
    assert max(memory) - min(memory) < 64 << 10


def test_a_sort_that_fails_again_and_again_loses_no_memory(vm: pkhost.VM) -> None:
    vm.reset()
    source = """\
def fails(x):
    if x == 199:
        raise ValueError('no')
    return x
for i in range(2000):
    try:
        b.sort(key=fails)
    except ValueError:
        pass
    b.extend([])
"""
    assert vm.run(PREPARE + source).ok
    used = vm.memory_in_use
    result = vm.run(source)
    assert result.ok
    # 2,000 times 200 items and keys would be 12 MB.
    assert vm.memory_in_use - used < 1 << 20


def test_the_list_is_empty_while_a_run_is_paused_in_a_sort(vm: pkhost.VM) -> None:
    vm.reset()
    assert vm.run(PREPARE).ok
    run = vm.start("c = []\nb.sort(key=lambda x: c.append(len(b)) or x)", paused=True)
    assert run.step(300)
    run.resume()
    assert run.result(timeout=60).ok
    assert vm.eval("len(c) == 200 and sum(c) == 0")


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("print([3, 1, 2].sort())", "None"),
        ("print(sorted([(1, 'b'), (1, 'a'), (0, 'c')], reverse=True))",
         "[(1, 'b'), (1, 'a'), (0, 'c')]"),
        ("a = []\na.sort()\nprint(a)", "[]"),
        ("a = [1]\na.sort(key=lambda x: 1)\nprint(a)", "[1]"),
        ("a = ['b', 'a\\0c', 'a', 'a\\0b', 'é', 'z']\na.sort()\nprint(a == ['a', 'a\\0b', 'a\\0c', "
         "'b', 'z', 'é'])", "True"),
        ("a = [1, 'a']\ntry:\n    a.sort()\nexcept TypeError:\n    print(a)", "[1, 'a']"),
        ("a = [2, 1]\ntry:\n    a.sort(reverse='yes')\nexcept TypeError:\n    print(a)", "[2, 1]"),
        ("a = [2, 1, 3]\na.sort(reverse=1)\nprint(a)", "[3, 2, 1]"),
        ("calls = []\nsorted(range(100), key=lambda x: calls.append(x) or x)\nprint(len(calls))",
         "100"),
    ],
)  # fmt: skip
def test_as_in_cpython(vm: pkhost.VM, source: str, output: str) -> None:
    vm.reset()
    result = vm.run(source)
    assert result.ok, result
    assert result.stdout == output + "\n"


@pytest.mark.dialect("pocketpy", reason="builtin types cannot be changed in Python")
def test_changed_methods_are_used(vm: pkhost.VM) -> None:
    vm.reset()
    source = """\
str.__lt__ = lambda self, other: len(self) < len(other)
a = ['bbb', 'aa', 'c']
a.sort()
print(a)
int.__lt__ = lambda self, other: self > other
b = [1, 2, 3]
b.sort()
print(b)
"""
    result = vm.run(source)
    assert result.stdout == "['c', 'aa', 'bbb']\n[3, 2, 1]\n", result


VALUES = st.one_of(
    st.lists(st.integers(-(2**62), 2**62)),
    st.lists(st.floats(allow_nan=False)),
    st.lists(st.text(max_size=5)),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3))),
    st.lists(st.one_of(st.integers(-5, 5), st.floats(-5, 5))),
)


@settings(max_examples=150, deadline=None)
@given(values=VALUES, reverse=st.booleans())
def test_sorts_as_cpython_does(vm: pkhost.VM, values: list[object], reverse: bool) -> None:
    vm.reset()
    pairs = list(enumerate(values))
    vm.set("values", pairs)
    vm.set("backwards", reverse)
    order = vm.eval("[p[0] for p in sorted(values, key=lambda p: p[1], reverse=backwards)]")
    expected = sorted(pairs, key=lambda p: p[1], reverse=reverse)  # type: ignore[arg-type, return-value]
    assert order == [p[0] for p in expected]
