"""Paused runs, their VMs, threads, forks and memory."""

from __future__ import annotations

import gc
import os
import queue
import subprocess
import sys
import threading
import weakref
from pathlib import Path

import pytest

import pkhost
from children import child_code
from pkhost import VM, Limits, Status, VMClosedError, run_script
from pkhost.engine.factory import home
from slices_helpers import COUNTED, FREE, PATIENCE, finish, resident_bytes

SMALL = Limits(memory="4MiB", steps=10**9, wall_time=None, cpu_time=None)
COUNT = "n = 0\nwhile True: n += 1"


def test_close_ends_a_paused_run() -> None:
    for steps in (0, 1, 100):
        vm = VM(limits=COUNTED)
        run = vm.start(COUNT, paused=True)
        if steps:
            assert run.step(steps)
        vm.close()
        assert run.done() and not run.paused
        assert run.result(0).status is Status.INTERRUPTED
        assert run.step(1) is False and run.locals() == {}
        with pytest.raises(VMClosedError):
            vm.run("")


def test_a_handle_that_is_forgotten_leaves_the_vm_busy_but_not_lost(vm: VM) -> None:
    run = vm.start(COUNT, paused=True, limits=COUNTED)
    assert run.step(10)
    del run
    gc.collect()
    while vm.interrupt():  # until it has ended
        pass
    assert vm.run("print(1)").stdout == "1\n"


def test_a_vm_that_is_forgotten_lives_on_in_its_handle() -> None:
    vm = VM(limits=COUNTED)
    run = vm.start("n = 0\nwhile n < 100: n += 1\nn", paused=True)
    assert run.step(10)
    del vm
    gc.collect()
    assert finish(run, [10]).value == 100


def test_forgetting_both_ends_the_run() -> None:
    engine_vms = []
    before = resident_bytes()
    for _ in range(100):
        vm = VM(limits=SMALL)
        run = vm.start(COUNT, paused=True)
        assert run.step(100)
        engine_vms.append(weakref.ref(vm._engine_vm))
    del vm, run
    gc.collect()
    assert not any(each() for each in engine_vms)
    # 100 VMs that stayed would hold more than 100 MB.
    assert resident_bytes() - before < 30 << 20
    assert run_script("print(1)").stdout == "1\n"


def in_child(work: object) -> int:
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()  # type: ignore[operator]
            code = 0
        except BaseException:
            import traceback

            traceback.print_exc()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@pytest.mark.home("thread", reason="in a process it has ended in the child: isolation/")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
@pytest.mark.parametrize("steps", [0, 1, 77])
def test_a_fork_while_it_is_paused(vm: VM, steps: int) -> None:
    """It goes on in both processes, each for itself."""
    source = "n = 0\nwhile n < 1000: n += 1\nprint(sorted([n, 1], key=lambda v: -v))"
    run = vm.start(source, paused=True, limits=COUNTED)
    if steps:
        assert run.step(steps)
    seen = run.locals()

    def work() -> None:
        assert run.paused and run.locals() == seen
        result = finish(run, [10, 100])
        assert result.stdout == "[1000, 1]\n"
        assert vm.run("print(n)").stdout == "1000\n"

    assert [in_child(work) for _ in range(3)] == [0, 0, 0]
    assert run.paused and run.locals() == seen
    assert finish(run, [1000]).stdout == "[1000, 1]\n"


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_fork_while_a_slice_is_under_way(vm: VM) -> None:
    """In the child that run is over; in the parent it goes on."""
    run = vm.start(COUNT, limits=FREE)

    def work() -> None:
        assert run.pause() is False
        assert run.result(PATIENCE).status is Status.INTERRUPTED
        assert vm.run("print(1)").stdout == "1\n"
        again = vm.start(COUNT, limits=COUNTED, paused=True)
        assert again.step(100)
        vm.close()

    assert in_child(work) == 0
    assert run.pause() and run.step(10)
    run.interrupt()
    assert run.result(PATIENCE).status is Status.INTERRUPTED


@pytest.mark.home("thread", reason="a process has one thread")
def test_runs_wander_between_worker_threads() -> None:
    """40 scripts, stepped by 8 threads in turn: engine_vms are left on one thread and gone on with
    on another, and all comes out right."""
    threads_of: list[set[int]] = [set() for _ in range(40)]
    vms = [VM(limits=SMALL) for _ in threads_of]
    source = (
        "def key(v):\n    here()\n    return (v * 37) % 41\n"
        "x = []\nfor i in range(6): x.append(sorted(range(20), key=key))\n"
        "print(x[0] == x[5], x[0][:3])"
    )
    runs = []
    for number, vm in enumerate(vms):
        seen = threads_of[number]
        vm.expose(lambda seen=seen: seen.add(threading.get_native_id()), "here")
        runs.append(vm.start(source, paused=True))
    todo: queue.SimpleQueue[int] = queue.SimpleQueue()
    for number in range(len(runs)):
        todo.put(number)
    left = threading.Semaphore(0)
    wrong: list[BaseException] = []

    def work() -> None:
        try:
            while (number := todo.get(timeout=PATIENCE)) >= 0:
                if runs[number].step(150):
                    todo.put(number)
                else:
                    left.release()
        except BaseException as error:
            wrong.append(error)

    workers = [threading.Thread(target=work) for _ in range(8)]
    for worker in workers:
        worker.start()
    for _ in runs:
        assert left.acquire(timeout=PATIENCE)
    for _ in workers:
        todo.put(-1)
    for worker in workers:
        worker.join(PATIENCE)
    assert not wrong
    expected = {run.result(0).stdout for run in runs}
    assert expected == {"True [0, 10, 20]\n"} or (len(expected) == 1 and "True" in expected.pop())
    assert max(map(len, threads_of)) >= 2  # some of them have wandered
    for vm in vms:
        vm.close()


@pytest.mark.home("thread", reason="tests/isolation has 500 processes at a time, in a guard")
@pytest.mark.slow
def test_500_paused_scripts() -> None:
    """They hold no thread, and little more than their VMs do."""
    source = "n = 0\nwhile True: n += 1"
    vms = [VM(limits=SMALL) for _ in range(500)]
    for vm in vms:
        vm.run("n = 0\nwhile n < 100: n += 1")
    idle, workers = resident_bytes(), home().worker_count()
    runs = [vm.start(source, paused=True) for vm in vms]
    for frame in range(3):
        assert all(run.step(1000) for run in runs), frame
    per_script = (resident_bytes() - idle) / len(runs)
    if "PKHOST_SANITIZE" not in os.environ:  # AddressSanitizer keeps notes on each stack
        assert per_script < 64 << 10
    assert home().worker_count() <= workers
    counts = {run.locals()["n"] for run in runs}
    assert len(counts) == 1  # each has had its 3,000 steps
    for run in runs:
        run.interrupt()
    assert {run.result(PATIENCE).status for run in runs} == {Status.INTERRUPTED}
    assert {run.result(0).usage.steps for run in runs} == {3001}
    for vm in vms:
        vm.close()


def test_a_vm_made_by_a_function_of_the_hosts(vm: VM) -> None:
    """On the script's own thread; the script goes on with its limits, as before."""

    @vm.expose
    def other(source: str) -> object:
        with VM(limits=SMALL) as inner:
            run = inner.start(source, paused=True)
            while run.step(3):
                run.locals()
            return run.result().value

    assert vm.run("other('1 + 1') + other('x = 5; x')").value == 7
    limits = Limits(steps=10_000)
    result = vm.run("other('1')\nfor i in range(10): print(i)\nwhile True: pass", limits=limits)
    assert result.status is Status.STEPS and result.usage.steps == 10_000


def test_one_script_steps_another() -> None:
    """A game's script that is itself a scheduler."""
    with VM(limits=SMALL) as outer, VM(limits=SMALL) as inner:
        run = inner.start("n = 0\nwhile n < 50: n += 1\nprint(n)", paused=True)
        outer.expose(lambda: run.step(20), "step_other")
        outer.expose(lambda: run.locals().get("n", 0), "look")
        result = outer.run("seen = []\nwhile step_other(): seen.append(look())\nseen")
        assert result.ok and result.value == sorted(result.value) and len(result.value) > 10
        assert run.result(0).stdout == "50\n"


NO_THREADS = """
import os, resource, time
from pkhost import VM, EngineError, Limits, Status
from pkhost.engine.factory import home

vm = VM(limits=Limits(memory="4MiB", steps=10**9, wall_time=None, cpu_time=None))
vm.run("kept = 1").check()
begun = vm.start("n = 0\\nwhile True: n += 1", paused=True)
assert begun.step(1000)
with VM(limits=vm.limits, dialect="pocketpy") as other:  # whose parser crashes
    other.run("print('an earlier run')").check()
    assert other.run("(" * 50_000).status is Status.CRASHED  # nor is this the next run's end
    untouched = other.start("print(1)", paused=True)
    while home().worker_count():
        time.sleep(0.01)  # idle workers end by themselves, and nobody tells
    if os.getuid() == 0:
        os.setuid(65534)  # root may have any number of threads
    resource.setrlimit(resource.RLIMIT_NPROC, (0, resource.getrlimit(resource.RLIMIT_NPROC)[1]))
    for run in (begun, untouched):
        try:
            run.step(1)
        except EngineError as error:
            assert "thread" in str(error)
        else:
            raise AssertionError("there was a thread")
        assert run.paused
        assert run.interrupt() and run.done()
        result = run.result(5)
        assert (result.status, result.restored, result.stdout) == (Status.INTERRUPTED, True, "")
    third = other.start("print(2)", paused=True)
    other.close()
    assert third.result(5).status is Status.INTERRUPTED
soft, hard = resource.getrlimit(resource.RLIMIT_NPROC)
resource.setrlimit(resource.RLIMIT_NPROC, (hard, hard))
assert vm.run("print(3)").stdout == "3\\n"
assert vm.run("kept").status is Status.ERROR
vm.close()
print("well")
"""


@pytest.mark.home("thread", reason="a process needs no thread of the host")
def test_a_paused_run_ends_even_where_there_is_no_thread_for_it() -> None:
    """In a process that may have no more threads: it is cut off, and its VM is as new."""
    package = Path(pkhost.__file__).resolve().parents[1]
    process = subprocess.run(
        [sys.executable, "-c", child_code(NO_THREADS)],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        cwd=package,
        env={**os.environ, "PYTHONPATH": str(package)},
        check=False,
    )
    assert (process.stdout, process.stderr) == ("well\n", "")
