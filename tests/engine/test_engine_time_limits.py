"""Wall time and CPU time: each ends what uses it up, and only that."""

from __future__ import annotations

import pytest

from engine_helpers import PATIENCE, assert_works, stopped
from pkhost import VM, Limits, Status

BUSY = {
    "bytecode": "while True: pass",
    "bytecode that catches": "while True:\n    try:\n        while True: pass\n    except: pass",
    "calls": "def f(): pass\nwhile True: f()",
    "native items": "while True: list(range(1000))",
    "sort": "while True: sorted(list(range(1000, 0, -1)))",
}
# Natives that reach no bytecode for seconds: these are left by a jump, and restored.
LONG_NATIVES = {
    "rfind": "a = 'a' * 1000000\na.rfind('a' * 500000 + 'b')",
    "strip": "a = 'b' * 1000000\na.strip('a' * 500000 + 'b')",
}
BOTH = {**BUSY, **LONG_NATIVES}


@pytest.mark.parametrize("script", BOTH.values(), ids=BOTH)
@pytest.mark.parametrize("counted", [True, False])
def test_wall_time_ends_what_is_busy(vm: VM, script: str, counted: bool) -> None:
    limits = Limits(steps=2**62 if counted else None, wall_time=0.05, cpu_time=None)
    result = stopped(vm.run(script, limits=limits), Status.WALL_TIME)
    assert 0.05 <= result.usage.wall_time < PATIENCE
    assert result.error is not None and "0.05 s" in result.error.message
    assert_works(vm)


@pytest.mark.parametrize("script", BOTH.values(), ids=BOTH)
@pytest.mark.parametrize("counted", [True, False])
def test_cpu_time_ends_what_is_busy(vm: VM, script: str, counted: bool) -> None:
    limits = Limits(steps=2**62 if counted else None, wall_time=None, cpu_time=0.05)
    result = stopped(vm.run(script, limits=limits), Status.CPU_TIME)
    assert 0.05 <= result.usage.cpu_time < PATIENCE
    assert_works(vm)


def test_only_natives_that_do_not_come_back_cost_the_globals(vm: VM) -> None:
    # Its own time: on a busy machine, that of the clock may be over before the script has begun.
    soft = vm.run(f"x = 1\n{BUSY['bytecode']}", limits=Limits(cpu_time=0.03))
    assert not soft.restored
    assert vm.run("print(x)").stdout == "1\n"
    hard = vm.run(LONG_NATIVES["rfind"], limits=Limits(cpu_time=0.03))
    assert hard.restored
    assert vm.run("x").error is not None


def test_sleep_uses_wall_time(vm: VM) -> None:
    result = vm.run("import time\ntime.sleep(3600)", limits=Limits(wall_time=0.05))
    stopped(result, Status.WALL_TIME)
    assert not result.restored
    assert result.usage.wall_time < PATIENCE


def test_sleep_uses_no_cpu_time(vm: VM) -> None:
    """A script that sleeps longer than its CPU time ends by itself, or by the wall clock."""
    result = vm.run("import time\ntime.sleep(0.3)", limits=Limits(wall_time=30, cpu_time=0.2))
    assert result.ok, str(result)
    assert result.usage.wall_time >= 0.3
    assert result.usage.cpu_time < 0.2


def test_waiting_for_input_uses_no_cpu_time(vm: VM) -> None:
    handle = vm.start(
        "input()", limits=Limits(wall_time=0.3, cpu_time=0.1), stdin=lambda printed: None
    )
    # Nobody calls result(), so nobody answers: the script waits until its time is over.
    while not handle.done():
        pass
    result = stopped(handle.result(), Status.WALL_TIME)
    assert result.usage.cpu_time < 0.1


def test_a_script_that_is_done_in_time_is_ok(vm: VM) -> None:
    limits = Limits(wall_time=30, cpu_time=30)
    assert vm.run("for i in range(10000): pass", limits=limits).ok


def test_the_shortest_times_that_can_be_said(vm: VM) -> None:
    for limits in (
        Limits(steps=None, wall_time=1e-9, cpu_time=None),
        Limits(steps=None, wall_time=None, cpu_time=1e-9),
    ):
        result = vm.run("while True: pass", limits=limits)
        assert result.status in (Status.WALL_TIME, Status.CPU_TIME)
        assert_works(vm)


def test_the_longest_times_that_can_be_said(vm: VM) -> None:
    year = 366 * 24 * 3600.0
    assert vm.run("x = 1", limits=Limits(wall_time=year, cpu_time=year)).ok


def test_a_deadline_does_not_outlive_its_run(vm: VM) -> None:
    """The next run on the same worker is not stopped by the last one's timer."""
    for _ in range(50):
        assert vm.run("x = 1", limits=Limits(wall_time=0.02, cpu_time=0.02)).status in (
            Status.OK,
            Status.WALL_TIME,  # where the machine was elsewhere for so long
        )
        longer = vm.run("for i in range(3000): pass", limits=Limits(wall_time=30, cpu_time=30))
        assert longer.ok, str(longer)


def test_what_comes_first_is_the_reason(vm: VM) -> None:
    result = vm.run("while True: pass", limits=Limits(steps=1000, wall_time=30, cpu_time=30))
    stopped(result, Status.STEPS)
    result = vm.run("while True: pass", limits=Limits(steps=None, wall_time=30, cpu_time=0.02))
    stopped(result, Status.CPU_TIME)


def test_all_times_may_be_unlimited(vm: VM) -> None:
    result = vm.run("for i in range(1000): pass",
                    limits=Limits(steps=None, wall_time=None, cpu_time=None))  # fmt: skip
    assert result.ok


def test_usage_is_measured(vm: VM) -> None:
    usage = vm.run("for i in range(300000): pass", limits=Limits(wall_time=60)).usage
    assert usage.cpu_time > 0
    assert 0 < usage.wall_time < PATIENCE
