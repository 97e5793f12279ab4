"""No process is used by two who do not trust each other; a VM has one for its life."""

from __future__ import annotations

import asyncio

import pytest

from pkhost import VM, Limits, Policy, Status, VMPool, run_script
from worker_processes import cpu_ticks, ended, its_worker, workers

pytestmark = pytest.mark.usefixtures("process_home")

SMALL = Limits(memory="8MiB")
# Some processor time, by which its process is found while it waits for input.
BUSY = "n = 0\nwhile n < 2000000: n += 1\ninput()"


def process_of_a_script(**given: object) -> int:
    """The process that a call of run_script() has."""
    run_script("1", limits=SMALL)  # starts what makes processes ahead
    before = {process: cpu_ticks(process) for process in workers()}
    busy: list[int] = []

    def answer(_: str) -> str:
        used = {each: cpu_ticks(each) - before.get(each, 0) for each in workers()}
        busy.append(max(used, key=lambda each: used[each]))
        assert used[busy[0]] > 3
        return "\n"

    assert run_script(BUSY, limits=SMALL, stdin=answer, **given).ok  # type: ignore[arg-type]
    [process] = busy
    return process


def test_each_script_has_a_process_that_ends_with_it() -> None:
    seen = []
    for _ in range(5):
        process = process_of_a_script()
        assert ended(process)
        seen.append(process)
    assert len(set(seen)) == len(seen)


def test_a_vm_keeps_its_process() -> None:
    with VM(limits=SMALL) as vm:
        process = its_worker(vm)
        vm.run("x = 1")
        snapshot = vm.snapshot()
        vm.reset()
        vm.restore(snapshot)
        asyncio.run(vm.run_async("x"))
        assert vm.run("while True: pass", limits=Limits(steps=1000)).status is Status.STEPS
        assert vm.run("1 / 0").status is Status.ERROR
        assert its_worker(vm) == process
        with VM(limits=SMALL) as other:
            assert its_worker(other) != process
    assert ended(process)


def test_each_use_of_a_pools_vm_has_a_process_of_its_own() -> None:
    with VMPool(1, setup="kept = 1", limits=SMALL) as pool:
        seen = []
        for _ in range(4):
            with pool.borrow() as vm:
                process = its_worker(vm)
                assert vm.run("kept").value == 1
                vm.run("kept = 2")
                assert its_worker(vm) == process
            assert ended(process)
            seen.append(process)
        assert len(set(seen)) == len(seen)


@pytest.mark.parametrize("way", ["fails", "raises"])
def test_also_after_a_use_that_ends_badly(way: str) -> None:
    with VMPool(1, limits=SMALL) as pool:
        seen = []
        for _ in range(2):
            try:
                with pool.borrow() as vm:
                    seen.append(its_worker(vm))
                    if way == "raises":
                        raise ZeroDivisionError
                    vm.run("1 / 0")
            except ZeroDivisionError:
                pass
            assert ended(seen[-1])
        assert seen[0] != seen[1]
        assert pool.run("6 * 7").value == 42


def test_after_a_crash_a_vm_has_another_process_with_the_same_functions() -> None:
    with VM(limits=SMALL, policy=Policy().allow("stdc")) as vm:
        vm.expose(lambda a: [a], "wrap")
        vm.expose_module("robot", {"SPEED": 5})
        process = its_worker(vm)
        crashed = vm.run("import stdc\nstdc.memset(0, 0, 8)")
        assert crashed.status is Status.CRASHED and crashed.restored
        assert vm.eval("wrap(robot.SPEED)") == [5]
        assert its_worker(vm) != process and ended(process)
