"""A group's process that ends, or is killed: each VM of it tells, and goes on in the next one."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from isolation_helpers import host_ends_well
from pkhost import VM, Limits, Policy, ScriptResult, Status
from worker_processes import PATIENCE, ended, its_worker, kill

pytestmark = pytest.mark.usefixtures("process_home")

FREE = Limits(memory="4MiB", steps=None, wall_time=None, cpu_time=None)
ENDLESS = "while True: pass"


def of(group: str = "alice") -> VM:
    return VM(limits=FREE, group=group)


def assert_killed(result: ScriptResult, name: str = "SIGKILL") -> None:
    assert result.status is Status.CRASHED, str(result)
    assert result.error is not None and name in result.error.message, str(result)
    assert result.restored


def test_killed_with_runs_under_way() -> None:
    """Each is CRASHED with its reason, and each VM is new in the next process, which is one."""
    vms = [of() for _ in range(10)]
    with of("bob") as other:
        other.run("kept = 1").check()
        old, entered, go_on = its_worker(vms[0]), threading.Event(), threading.Event()
        for vm in vms:
            vm.run("kept = 1").check()

        def wait() -> None:
            entered.set()
            assert go_on.wait(PATIENCE)

        vms[0].expose(wait)
        runs = [
            vms[0].start("wait()"),
            vms[1].start("input()\nwhile True: pass", stdin=lambda _: "line\n"),
            *(vm.start(ENDLESS) for vm in vms[2:7]),
        ]
        paused = vms[7].start(ENDLESS, paused=True)
        assert paused.step(100)
        assert entered.wait(PATIENCE)
        assert kill(old)
        go_on.set()
        for run in runs:
            assert_killed(run.result(PATIENCE))
        paused.resume()
        assert_killed(paused.result(PATIENCE))
        assert_killed(vms[8].run("kept"))  # it had something
        vms[9].reset()
        for vm in vms:
            assert vm.run("kept").status is Status.ERROR
            assert vm.run("1 + 1").value == 2
        assert ended(old)
        new = its_worker(vms[0])
        assert new != old and all(its_worker(vm) == new for vm in (vms[5], vms[7], vms[9]))
        assert other.get("kept") == 1
    for vm in vms:
        vm.close()


def test_a_vm_that_held_nothing_loses_nothing() -> None:
    with of() as vm, of() as other:
        vm.run("1").check()
        vm.reset()
        worker = its_worker(other)
        vm.reset()
        other.reset()
        assert kill(worker)
        end = time.monotonic() + PATIENCE
        while Path(f"/proc/{worker}").exists() and time.monotonic() < end:  # until it is reaped
            time.sleep(0.01)
        of("bob").close()  # the zygote answers that when it has told of the end
        assert vm.run("1 + 1").value == 2
        with of() as late:
            assert late.run("2 + 2").value == 4
        assert other.run("3 + 3").value == 6


def test_a_vm_is_made_while_the_process_ends() -> None:
    """Whenever that is: the VM is in the next one."""
    with of() as stays:
        for _ in range(10):
            worker = its_worker(stays)
            assert kill(worker)
            with of() as vm:  # nobody has waited for the end
                assert vm.run("1 + 1").status in (Status.OK, Status.CRASHED)
                assert vm.run("1 + 1").value == 2
            assert stays.run("1 + 1").status in (Status.OK, Status.CRASHED)
            assert stays.run("1 + 1").value == 2


def test_what_vms_are_when_new_is_there_in_the_next_process() -> None:
    """Functions, and what a snapshot has: each VM has its place there again."""
    vms = [of() for _ in range(20)]
    for number, vm in enumerate(vms):
        vm.expose(lambda number=number: number, "mine")
        vm.run(f"kept = [{number}] * 1000").check()
    kept = [vm.snapshot() for vm in vms]
    vms[3].close()  # a seat that nobody has
    worker = its_worker(vms[0])
    assert kill(worker)
    assert ended(worker)
    for vm, snapshot in zip(reversed(vms), reversed(kept), strict=True):
        if vm.closed:
            continue
        vm.run("1")
        vm.restore(snapshot)
        assert vm.eval("kept[999] == mine()") is True
    for vm in vms:
        vm.close()


def test_a_crash_is_of_one_vm_alone() -> None:
    """What the engine contains: the process and its other VMs stay as they are, runs included."""
    with VM(limits=FREE, policy=Policy.open(), group="alice") as vm, of() as other, of() as idle:
        idle.run("kept = 1").check()
        worker = its_worker(other)
        run = other.start("n = 0\nwhile True: n += 1")
        paused = idle.start("kept\nwhile True: pass", paused=True)
        assert paused.step(50)
        for _ in range(5):
            vm.run("kept = 1").check()
            result = vm.run("import stdc\nstdc.memset(8, 0, 64)")
            assert result.status is Status.CRASHED, str(result)
            assert result.restored
            assert vm.run("kept").status is Status.ERROR
        assert not run.done()
        assert run.interrupt() and paused.interrupt()
        assert run.result(PATIENCE).status is Status.INTERRUPTED
        assert paused.result(PATIENCE).status is Status.INTERRUPTED
        assert other.eval("n > 0") is True
        assert idle.get("kept") == 1
        assert its_worker(other) == its_worker(vm) == worker


def test_the_zygote_is_killed() -> None:
    host_ends_well(
        """
from worker_processes import PATIENCE, Watched, kill, ours, zygote_and_workers

vms = [VM(group="alice", limits=FREE) for _ in range(5)]
vms[0].run("kept = 1").check()
run = vms[1].start("while True: pass")
watched = Watched(ours())
assert kill(zygote_and_workers()[0])
assert not watched.wait()
assert run.result(10).status is Status.CRASHED
assert vms[0].run("kept").status is Status.CRASHED
assert vms[2].run("1 + 1").value == 2
for vm in vms:
    assert vm.run("kept").status is Status.ERROR
assert len(zygote_and_workers()[1]) == 1
"""
    )
