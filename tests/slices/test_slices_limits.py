"""All limits hold across slices, and what fails in one is contained."""

from __future__ import annotations

import pytest

from pkhost import VM, Limits, Policy, Status
from slices_helpers import COUNTED, PATIENCE, finish, outcome, whole

PROBE = "print(sorted([3, 1, 2]), {'a': 1})"
PRINTS = "[1, 2, 3] {'a': 1}\n"

CRASHES = {
    "nested parentheses": "eval('(' * 100000 + ')' * 100000)",
    "nested lists": "eval('[' * 100000)",
    "inversions": "eval('~' * 100000 + '1')",
}

# What a script does of its own, in native code and not: the limit must not care.
RECURSIONS = {
    "Python": "def f(n): return f(n + 1)\nf(0)",
    "through str": (
        "class A:\n    def __init__(self, n): self.n = n\n"
        "    def __str__(self): return str(A(self.n + 1))\nstr(A(0))"
    ),
    "through sort": (
        "class A:\n    def __init__(self, n): self.n = n\n"
        "    def __lt__(self, o): return len(sorted([A(self.n + 1), A(0)])) == 0\n"
        "sorted([A(0), A(0)])"
    ),
    "through eval": "def f(): return eval('f()')\nf()",
    "through repr": (
        "class A:\n    def __init__(self, n): self.n = n\n"
        "    def __repr__(self): return repr([A(self.n + 1)])\nrepr(A(0))"
    ),
}


def assert_works(vm: VM) -> None:
    result = vm.run(PROBE)
    assert (result.status, result.stdout) == (Status.OK, PRINTS), str(result)


@pytest.mark.parametrize("size", [1000, 7])
@pytest.mark.parametrize("name", RECURSIONS)
def test_recursion_goes_as_deep_as_in_one_piece(name: str, size: int) -> None:
    """Each run that can pause has a stack of its own, and it is not a smaller one."""
    limits = COUNTED.replace(recursion=10_000, memory="256MiB")
    expected = whole(RECURSIONS[name], limits)
    assert expected.error is not None and expected.error.type == "RecursionError"
    with VM(limits=limits) as vm:
        result = finish(vm.start(RECURSIONS[name], paused=True), [size])
        assert outcome(result) == outcome(expected)
        assert_works(vm)


@pytest.mark.dialect("pocketpy", reason="it is PocketPy's parser that crashes")
@pytest.mark.parametrize("name", CRASHES)
def test_a_crash_is_contained(name: str) -> None:
    """Some slices before it, and in the slice of a script that has lived through others."""
    with VM(limits=COUNTED) as vm:
        expected = vm.run("n = 0\nwhile n < 50: n += 1\n" + CRASHES[name])
        assert expected.status is Status.CRASHED
        for size in (10, 100_000_000):
            run = vm.start("n = 0\nwhile n < 50: n += 1\n" + CRASHES[name], paused=True)
            result = finish(run, [size])
            assert result.status is Status.CRASHED and result.restored
            assert result.usage.steps == expected.usage.steps
            assert not run.paused and run.step(1) is False
            assert_works(vm)


def test_wild_memory_is_contained() -> None:
    with VM(limits=COUNTED, policy=Policy.open()) as vm:
        run = vm.start(
            "import stdc\nn = 0\nwhile n < 50: n += 1\nstdc.memset(8, 0, 64)", paused=True
        )
        assert finish(run, [30]).status is Status.CRASHED
        assert_works(vm)


@pytest.mark.dialect("pocketpy", reason="it is PocketPy's parser that crashes")
def test_many_paused_beside_one_that_crashes() -> None:
    vms = [VM(limits=Limits(memory="4MiB", steps=10**6)) for _ in range(20)]
    try:
        runs = [vm.start("n = 0\nwhile n < 3000: n += 1\nn", paused=True) for vm in vms]
        assert all(run.step(500) for run in runs)
        with VM(limits=COUNTED) as crashing:
            for crash in CRASHES.values():
                assert finish(crashing.start(crash, paused=True), [50]).status is Status.CRASHED
        assert [finish(run, [1000]).value for run in runs] == [3000] * 20
    finally:
        for vm in vms:
            vm.close()


def test_memory_that_grows_slice_by_slice(vm: VM) -> None:
    """It is stopped where it would be in one piece, and keeps its globals."""
    script = "k = []\nwhile True: k.append('x' * 400)"
    limits = Limits(memory="8MiB", steps=10**8)
    expected = whole(script, limits)
    assert expected.status is Status.MEMORY and not expected.restored
    with VM(limits=limits) as small:
        result = finish(small.start(script, paused=True), [977])
        assert outcome(result) == outcome(expected)
        assert small.run("print(len(k) > 1000)", limits=limits).status in (Status.OK, Status.MEMORY)


def test_a_request_that_cannot_be_met(vm: VM) -> None:
    run = vm.start("n = 0\nwhile n < 50: n += 1\nx = 'y' * 10**9", paused=True)
    result = finish(run, [20])
    assert result.status is Status.MEMORY and result.restored
    assert_works(vm)


@pytest.mark.parametrize("room", [0, 1])
def test_output_is_counted_over_all_slices(vm: VM, room: int) -> None:
    """100 lines of 10 bytes: exactly the limit, and one byte over it."""
    limits = Limits(stdout=1000 - room)
    run = vm.start("for i in range(100): print('123456789')", limits=limits, paused=True)
    result = finish(run, [13])
    assert result.status is (Status.OUTPUT if room else Status.OK)
    assert result.usage.stdout_bytes == 1000 - room == len(result.stdout)


def test_wall_time_is_counted_over_all_slices(vm: VM) -> None:
    limits = Limits(wall_time=0.05, steps=None, cpu_time=None)
    result = finish(vm.start("while True: pass", limits=limits, paused=True), [5000])
    assert result.status is Status.WALL_TIME
    assert 0.05 <= result.usage.wall_time < PATIENCE


def test_cpu_time_is_counted_over_all_slices(vm: VM) -> None:
    limits = Limits(cpu_time=0.05, steps=None, wall_time=None)
    result = finish(vm.start("while True: pass", limits=limits, paused=True), [5000])
    assert result.status is Status.CPU_TIME
    assert 0.05 <= result.usage.cpu_time < PATIENCE


def test_time_is_enough_if_it_is_just_enough(vm: VM) -> None:
    """What slices used is measured, and the same script has room in somewhat more."""
    script = "n = 0\nwhile n < 30000: n += 1"
    used = finish(vm.start(script, paused=True), [1000]).usage
    assert used.wall_time > 0 and used.cpu_time > 0
    limits = Limits(wall_time=used.wall_time * 50 + 5, cpu_time=used.cpu_time * 50 + 5)
    assert finish(vm.start(script, limits=limits, paused=True), [1000]).ok


@pytest.mark.parametrize("swallow", ["except:", "except BaseException:", "except Exception:"])
def test_no_slice_survives_a_limit(vm: VM, swallow: str) -> None:
    script = f"while True:\n    try:\n        while True: pass\n    {swallow} pass"
    result = finish(vm.start(script, limits=Limits(steps=5000), paused=True), [37])
    assert result.status is Status.STEPS and result.usage.steps == 5000
    assert_works(vm)
