"""Who serves a script in a process: the thread that waits for it, or one of the client's own."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from pkhost import VM, Limits, ScriptResult, Status, VMBusyError
from pkhost.engine.factory import engine, home
from pkhost.engine.interface import EngineVM
from pkhost.engine.job import Job
from pkhost.engine.outcome import Event, Stream

pytestmark = pytest.mark.usefixtures("process_home")

PATIENCE = 60.0
FREE = Limits(memory="8MiB", steps=None, wall_time=None, cpu_time=None)
ENDLESS = "while True: pass"


def engine_vm() -> EngineVM:
    return home("process").new_vm(FREE.memory, b"*\0")


def job(source: str, **other: Any) -> Job:
    return Job(source.encode(), "main.py", FREE)._replace(**other)


def printed(vm: EngineVM) -> str:
    return vm.outcome().stdout


def own_threads() -> int:
    return len(list(Path("/proc/self/task").iterdir()))


def eventually(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.005)
    return True


# ---- Where functions of the host's run ----


def test_functions_run_on_the_thread_that_waits() -> None:
    seen: list[int] = []
    with VM(limits=FREE) as vm:
        vm.expose(lambda: seen.append(threading.get_ident()), name="note")
        vm.run("for i in range(3): note()").check()
        assert set(seen) == {threading.get_ident()}
        with ThreadPoolExecutor(1) as other:
            other.submit(vm.run, "note()").result().check()
            assert seen[-1] == other.submit(threading.get_ident).result()


def test_functions_of_a_run_that_nobody_waits_for_run_elsewhere() -> None:
    called = threading.Event()
    seen: list[int] = []

    def note() -> None:
        seen.append(threading.get_ident())
        called.set()

    with VM(limits=FREE) as vm:
        vm.expose(note)
        run = vm.start("note()")
        assert called.wait(PATIENCE)
        assert run.result(PATIENCE).status is Status.OK
        assert threading.get_ident() not in seen


def test_a_function_may_use_another_vm_but_not_its_own() -> None:
    with VM(limits=FREE) as outer, VM(limits=FREE) as inner:
        inner.expose(lambda: outer.run("1"), name="call_the_outer")
        outer.expose(lambda: inner.eval("6 * 7"), name="call_the_inner")
        outer.expose(lambda: outer.eval("1"), name="call_itself")
        outer.expose(lambda: inner.run("call_the_outer()").check(), name="around")
        assert outer.eval("call_the_inner()") == 42
        for name in ("call_itself", "around"):
            result = outer.run(f"{name}()")
            assert result.status is Status.ERROR
            assert "VMBusyError" in str(result.error)
        assert outer.eval("call_the_inner()") == 42


def test_no_lock_is_held_while_a_function_runs() -> None:
    """Another thread may ask anything of the VM meanwhile, and is answered at once."""
    entered, leave = threading.Event(), threading.Event()

    def wait() -> None:
        entered.set()
        assert leave.wait(PATIENCE)

    vm = engine_vm()
    with VM(limits=FREE) as other:
        other.expose(wait)
        run = other.start("wait()")
        assert entered.wait(PATIENCE)
        began = time.monotonic()
        assert not run.paused
        with pytest.raises(VMBusyError):
            other.run("1")
        with pytest.raises(VMBusyError):
            other.reset()
        event = vm.run(job("print(1)"))
        while event is Event.SIGNALED:  # when it has waited for long
            event = vm.wait()
        assert event is Event.DONE
        assert time.monotonic() - began < PATIENCE / 2
        leave.set()
        assert run.result(PATIENCE).status is Status.OK
    vm.close()


# ---- Taking turns ----


def test_many_threads_wait_for_one_run() -> None:
    vm = engine_vm()
    vm.start(job(ENDLESS))
    with ThreadPoolExecutor(8) as pool:

        def wait() -> Event:
            event = vm.wait()
            while event is Event.SIGNALED:
                event = vm.wait()
            return event

        waiting = [pool.submit(wait) for _ in range(8)]
        time.sleep(0.05)
        assert not any(each.done() for each in waiting)
        assert vm.interrupt()
        assert {each.result(PATIENCE) for each in waiting} == {Event.DONE}
    assert vm.outcome().status is Status.INTERRUPTED
    vm.close()


def test_a_run_is_taken_up_by_whoever_waits_next() -> None:
    """Each wait is on another thread, and each ends in the middle of the run."""
    source = "for i in range(300):\n    print(i)\n    for j in range(2000): pass"
    vm = engine_vm()
    with ThreadPoolExecutor(3) as pool:
        event = pool.submit(vm.run, job(source, stream_output=True)).result(PATIENCE)
        taken = b""
        while event is not Event.DONE:
            if event is Event.OUTPUT_READY:
                taken += pool.submit(vm.take_output, Stream.STDOUT).result(PATIENCE)
            event = pool.submit(vm.wait, 0.001).result(PATIENCE)
    assert taken.decode() + printed(vm) == "".join(f"{i}\n" for i in range(300))
    vm.close()


def test_one_that_polls_gets_to_the_end() -> None:
    vm = engine_vm()
    event = vm.run(job("print(input())\nprint('end')", input_on_demand=True))
    while event in (Event.SIGNALED, Event.TIMEOUT):
        event = vm.wait(0)
    assert event is Event.INPUT_WANTED
    vm.give_input(b"something\n")
    end = time.monotonic() + PATIENCE
    while vm.wait(0) is not Event.DONE:
        assert time.monotonic() < end
    assert printed(vm) == "something\nend\n"
    vm.close()


def test_halting_attends_too() -> None:
    vm = engine_vm()
    event = vm.run(job("while True: print('x' * 100)", stream_output=True))
    while event is not Event.OUTPUT_READY:
        event = vm.wait()
    while not vm.halt():
        pass
    assert not vm.running()
    assert vm.outcome().status is Status.INTERRUPTED
    vm.close()


# ---- The client's own threads ----


def test_threads_of_the_clients_own_end_when_they_are_idle() -> None:
    assert eventually(lambda: own_threads() == threading.active_count())
    vms = [engine_vm() for _ in range(4)]
    for vm in vms:
        vm.start(job(ENDLESS))
    assert own_threads() >= threading.active_count() + 4
    for vm in vms:
        assert vm.interrupt()
        assert eventually(lambda vm=vm: not vm.running())  # type: ignore[misc]
        vm.close()
    assert eventually(lambda: own_threads() == threading.active_count())


def test_a_run_that_is_paused_has_no_thread() -> None:
    vms = [engine_vm() for _ in range(4)]
    for vm in vms:
        vm.start(job("for i in range(100): i", pausable=True, begin_paused=True))
        assert vm.paused()
        assert vm.go_on(20)
    for vm in vms:
        assert eventually(vm.paused)
    assert eventually(lambda: own_threads() == threading.active_count())
    for vm in vms:
        assert vm.go_on(None)
        assert eventually(lambda vm=vm: not vm.running())  # type: ignore[misc]
        assert vm.outcome().status is Status.OK
        vm.close()


@pytest.mark.parametrize("paused", [False, True])
def test_a_vm_that_is_closed_takes_its_run_along(paused: bool) -> None:
    before = home("process").worker_count()
    vm = engine_vm()
    vm.start(job(ENDLESS, pausable=paused, begin_paused=paused))
    vm.close()
    assert eventually(lambda: home("process").worker_count() <= before + 1)
    assert eventually(lambda: own_threads() == threading.active_count())


def test_stops_and_pauses_at_any_moment() -> None:
    """A stop that comes while the run is about to pause, and a pause that comes while it ends."""
    vm = engine_vm()
    for turn in range(300):
        vm.start(job("n = 0\nwhile n < 3000: n += 1", pausable=True))
        if turn % 3:
            vm.pause()
        if turn % 2:
            vm.interrupt()
            assert eventually(lambda: not vm.running())
            assert vm.outcome().status in (Status.INTERRUPTED, Status.OK)
            continue
        while vm.running():
            if vm.paused():
                vm.go_on(None)
    vm.close()


# ---- Event loops ----


def test_one_wakeup_tells_of_vms_of_both_homes() -> None:
    wakeup = engine().new_wakeup()
    vms = [home(name).new_vm(FREE.memory, b"*\0") for name in ("thread", "process") * 2]
    for tag, vm in enumerate(vms):
        vm.start(job(f"print({tag})", wakeup=wakeup, wakeup_tag=tag))
    told: set[int] = set()

    def all_told() -> bool:
        told.update(wakeup.take())
        return len(told) == len(vms)

    assert eventually(all_told)
    for tag, vm in enumerate(vms):
        assert eventually(lambda vm=vm: not vm.running())  # type: ignore[misc]
        assert printed(vm) == f"{tag}\n"
        vm.leave_wakeup()
        vm.close()
    wakeup.close()


def test_many_runs_in_an_event_loop() -> None:
    async def one(vm: VM, number: int) -> ScriptResult:
        return await vm.run_async(f"wait({number})")

    async def wait(number: int) -> int:
        await asyncio.sleep(0.001 * (number % 7))
        return number

    async def main() -> list[object]:
        vms = [VM(limits=FREE) for _ in range(12)]
        for vm in vms:
            vm.expose(wait)
        results = await asyncio.gather(*(one(vm, number) for number, vm in enumerate(vms)))
        for vm in vms:
            vm.close()
        return [result.value for result in results]

    assert asyncio.run(main()) == list(range(12))
