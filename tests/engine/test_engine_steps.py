"""The step budget: exact to the step, the same on both sides of it, in native loops too."""

from __future__ import annotations

import pytest

from engine_helpers import FREE, assert_works, stopped
from pkhost import VM, Limits, Status, run_script

# Scripts whose steps are taken in different places, each ending by itself.
SCRIPTS = {
    "assignment": "x = 1",
    "loop": "for i in range(100): pass",
    "while loop": "n = 100\nwhile n: n -= 1",
    "calls": "def f(x): return x + 1\nfor i in range(50): f(i)",
    "generator": "def g(n):\n    for i in range(n): yield i\nfor x in g(50): pass",
    "comprehension": "[x * x for x in range(50) if x % 2]",
    "exceptions": "for i in range(20):\n    try:\n        1 / 0\n    except: pass",
    "nested exec": "for i in range(5): exec('for j in range(9): pass')",
    "class body": "class A:\n    x = [i for i in range(20)]\nA().x",
    "with": (
        "class C:\n    def __enter__(self): return self\n    def __exit__(self, a, b, c): pass\n"
        "for i in range(9):\n    with C(): pass"
    ),
    # natives that take their items from an iterator, or order values
    "list of range": "list(range(1000))",
    "tuple of range": "tuple(range(1000))",
    "sum": "sum(range(1000))",
    "sort": "a = [5, 3, 8, 1] * 100\na.sort()",
    "sort with key": "sorted([3, 1, 2] * 30, key=lambda x: -x)",
    "sort with __lt__": (
        "class A:\n    def __init__(self, x): self.x = x\n"
        "    def __lt__(self, o): return self.x < o.x\n"
        "sorted([A(3), A(1), A(2)] * 9)"
    ),
    "join": "','.join(['a'] * 100)",
    "list of generator": "def g():\n    for i in range(50): yield i\nlist(g())",
    "zip": "list(zip(range(50), range(50)))",
    "an uncaught exception": "for i in range(20): pass\n1 / 0",
}


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_a_script_runs_with_its_own_count_and_stops_with_one_less(vm: VM, script: str) -> None:
    free = vm.run(script)
    assert free.usage.steps is not None and free.usage.steps > 1
    count = free.usage.steps

    vm.reset()
    just_enough = vm.run(script, limits=vm.limits.replace(steps=count))
    assert just_enough.status is free.status
    assert just_enough.usage.steps == count

    vm.reset()
    one_less = stopped(vm.run(script, limits=vm.limits.replace(steps=count - 1)), Status.STEPS)
    assert one_less.usage.steps == count - 1
    assert not one_less.restored
    assert_works(vm)


@pytest.mark.parametrize("budget", range(1, 60))
def test_every_budget_stops_at_that_very_step(vm: VM, budget: int) -> None:
    result = vm.run("n = 0\nwhile True: n += 1", limits=Limits(steps=budget))
    stopped(result, Status.STEPS)
    assert result.usage.steps == budget


def test_what_ran_before_the_stop_has_happened_and_what_comes_after_has_not(vm: VM) -> None:
    script = "print('a')\nprint('b')\nprint('c')"
    prefixes = ["", "a\n", "a\nb\n", "a\nb\nc\n"]
    total = vm.run(script).usage.steps
    assert total is not None
    seen = []
    for budget in range(1, total + 1):
        result = vm.run(script, limits=Limits(steps=budget))
        assert result.ok == (budget == total)
        assert result.stdout in prefixes
        seen.append(prefixes.index(result.stdout))
    assert seen == sorted(seen)
    assert set(seen) == {0, 1, 2, 3}


NATIVE_LOOPS = {
    "list": "list(range(10**9))",
    "tuple": "tuple(range(10**9))",
    "sum": "sum(range(10**9))",
    "max": "max(range(10**9))",
    "min with key": "min(range(10**9), key=lambda x: 1)",
    "enumerate": "list(enumerate(range(10**9)))",
    "zip": "list(zip(range(10**9), range(10**9)))",
    "map": "list(map(str, range(10**9)))",
    "set": "set(range(10**9))",
    "sorted": "sorted(range(10**9))",
    "iterator of the script's": (
        "class E:\n    def __iter__(self): return self\n    def __next__(self): return 1\nlist(E())"
    ),
}


@pytest.mark.parametrize("script", NATIVE_LOOPS.values(), ids=NATIVE_LOOPS)
def test_native_loops_are_counted(vm: VM, script: str) -> None:
    result = stopped(vm.run(script, limits=vm.limits.replace(steps=5000)), Status.STEPS)
    assert result.usage.steps == 5000
    assert not result.restored


def test_a_native_loop_costs_one_step_an_item(vm: VM) -> None:
    def steps(script: str) -> int:
        used = vm.run(script).check().usage.steps
        assert used is not None
        return used

    assert steps("x = list(range(1100))") - steps("x = list(range(100))") == 1000


def test_the_place_where_the_limit_struck(vm: VM) -> None:
    script = "def spin(x):\n    y = x\n    while True:\n        y += 1\n\nspin(1)\n"
    result = stopped(vm.run(script, "spin.py", Limits(steps=1000)), Status.STEPS)
    assert result.error is not None
    outer, inner = result.error.traceback
    assert (outer.file, outer.line, outer.function, outer.source) == (
        "spin.py", 6, None, "spin(1)",
    )  # fmt: skip
    assert (inner.file, inner.function) == ("spin.py", "spin")
    assert inner.line in (3, 4)
    assert inner.source in ("while True:", "y += 1")


def test_without_a_limit_nothing_is_counted(vm: VM) -> None:
    result = vm.run("sum(range(1000))", limits=FREE)
    assert result.ok
    assert result.usage.steps is None


def test_the_largest_budget_that_there_is() -> None:
    result = run_script("for i in range(10): pass", limits=Limits(steps=2**63 - 1))
    assert result.ok
    assert result.usage.steps == run_script("for i in range(10): pass").usage.steps


def test_an_empty_script_takes_no_step(vm: VM) -> None:
    assert vm.run("", limits=Limits(steps=1)).usage.steps == 0


def test_globals_are_kept_over_a_stop(vm: VM) -> None:
    stopped(vm.run("n = 0\nwhile True: n += 1", limits=Limits(steps=10_000)), Status.STEPS)
    result = vm.run("print(n > 100)")
    assert result.stdout == "True\n"


def test_each_run_has_the_whole_budget(vm: VM) -> None:
    counts = {vm.run("for i in range(100): pass").usage.steps for _ in range(5)}
    assert len(counts) == 1
