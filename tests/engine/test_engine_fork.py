"""fork() in the host: the child has working VMs, the parent does not notice."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import threading
from collections.abc import Callable

import pytest

from engine_helpers import FREE, PATIENCE, assert_works, printed, python, stopped
from pkhost import VM, Limits, Policy, Status, run_script

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")


def in_child(work: Callable[[], None]) -> int:
    """Fork, do some work in the child, and return how it exited."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()
            code = 0
        except BaseException:
            import traceback

            traceback.print_exc()
        finally:
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def test_an_idle_vm_works_in_the_child(vm: VM) -> None:
    assert vm.run("x = 5").ok

    def work() -> None:
        assert vm.run("print(x)").stdout == "5\n"
        vm.run("x = 6")
        vm.reset()
        assert_works(vm)

    assert in_child(work) == 0
    assert vm.run("print(x)").stdout == "5\n"
    assert_works(vm)


def test_modules_of_the_hosts_can_be_imported_again_in_the_child() -> None:
    with VM(modules={"shapes": "one = 1"}) as vm:
        vm.expose_module("robot", {"SPEED": 5})
        vm.run("import shapes, robot").check()

        def work() -> None:
            assert vm.run("import shapes, robot\nshapes.one + robot.SPEED").value == 6

        assert in_child(work) == 0


def test_a_fork_while_a_vm_is_put_back() -> None:
    """run_script() is over before its worker has put the VM back, which the child gets too."""
    dirty = "left = 1\nx = []\nfor i in range(60): x.append('a' * (30000 + i))"
    look = "try:\n    print(left)\nexcept NameError:\n    print('clean')"
    limits = Limits(memory="64MiB", steps=1_000_000)

    def work() -> None:
        result = run_script(look, limits=limits)
        assert result.stdout == "clean\n", result

    for _ in range(100):
        assert run_script(dirty, limits=limits).ok
        assert in_child(work) == 0


def test_a_fork_while_a_snapshot_is_restored() -> None:
    """The child has one of the two, never some of each."""
    with VM(limits=Limits(memory="64MiB")) as vm:
        snapshots = []
        for letter in "ab":
            vm.run(f"x = []\nfor i in range(60): x.append('{letter}' * (30000 + i))").check()
            snapshots.append(vm.snapshot())
            vm.reset()
        vm.restore(snapshots[0])
        ended = threading.Event()

        def restore() -> None:
            while not ended.is_set():
                for snapshot in snapshots:
                    vm.restore(snapshot)

        def work() -> None:
            pieces = vm.eval("x")
            assert len(pieces) == 60
            assert set("".join(pieces)) in ({"a"}, {"b"})

        thread = threading.Thread(target=restore)
        thread.start()
        try:
            codes = {in_child(work) for _ in range(50)}
        finally:
            ended.set()
            thread.join(PATIENCE)
        assert codes == {0}


def test_new_vms_work_in_the_child(vm: VM) -> None:
    def work() -> None:
        with VM() as new:
            assert_works(new)
        assert run_script("print(1)").stdout == "1\n"

    assert vm.run("x = 1").ok
    assert in_child(work) == 0
    assert_works(vm)


def test_while_a_run_is_under_way(vm: VM) -> None:
    """In the child that run is over, and its VM as new; in the parent it goes on."""
    handle = vm.start("n = 0\nwhile n < 3000000: n += 1\nprint(n)", limits=FREE)

    def work() -> None:
        if not handle.done():  # it may have ended just before the fork
            raise AssertionError("the run goes on in a process without its thread")
        result = handle.result(PATIENCE)
        assert result.status in (Status.INTERRUPTED, Status.OK), str(result)
        assert result.usage.steps is None  # of a run that counted none, and then of no other
        assert_works(vm)
        stopped(vm.run("while True: pass", limits=Limits(wall_time=0.02)), Status.WALL_TIME)

    assert in_child(work) == 0
    assert handle.result(PATIENCE).stdout == "3000000\n"
    assert_works(vm)


def test_again_and_again_while_runs_come_and_go() -> None:
    """The fork finds locks, workers and handlers in any state."""
    stop = threading.Event()
    wrong: list[BaseException] = []

    def keep_busy() -> None:
        try:
            with VM(limits=Limits(memory="4MiB")) as busy:
                while not stop.is_set():
                    busy.run("for i in range(100): pass")
                    run_script("x = 1", limits=Limits(memory="4MiB"))
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=keep_busy) for _ in range(3)]
    for thread in threads:
        thread.start()

    def work() -> None:
        with VM(limits=Limits(memory="8MiB")) as new:
            assert_works(new)

    try:
        codes = [in_child(work) for _ in range(40)]
    finally:
        stop.set()
        for thread in threads:
            thread.join(PATIENCE)
    assert codes == [0] * 40
    assert not wrong


def test_crashes_are_contained_in_the_child_too(open_vm: VM) -> None:
    crash = "import stdc\nstdc.memset(8, 0, 64)"
    stopped(open_vm.run(crash), Status.CRASHED)

    def work() -> None:
        stopped(open_vm.run(crash), Status.CRASHED)
        assert_works(open_vm)
        with VM(policy=Policy.open()) as new:
            stopped(new.run(crash), Status.CRASHED)

    assert in_child(work) == 0
    stopped(open_vm.run(crash), Status.CRASHED)


def test_a_child_of_a_child(vm: VM) -> None:
    def work() -> None:
        assert_works(vm)
        assert in_child(lambda: assert_works(vm)) == 0
        assert_works(vm)

    assert in_child(work) == 0
    assert_works(vm)


def test_memory_is_not_shared(vm: VM) -> None:
    vm.run("x = [1]")

    def work() -> None:
        vm.run("x.append(2)\nx = x * 1000")

    assert in_child(work) == 0
    assert vm.run("print(x)").stdout == "[1]\n"


def double(number: int) -> str:
    """For multiprocessing."""
    return run_script(f"print({number} * 2)").stdout


@pytest.mark.parametrize("method", ["fork", "forkserver", "spawn"])
def test_multiprocessing(method: str) -> None:
    code = (
        "import multiprocessing, pkhost\n"
        "pkhost.run_script('x = 1')\n"
        "vm = pkhost.VM()\n"
        "from test_engine_fork import double\n"
        "if __name__ == '__main__':\n"
        f"    context = multiprocessing.get_context({method!r})\n"
        "    with context.Pool(3) as pool:\n"
        "        print(pool.map(double, range(20)))\n"
        "    assert vm.run('print(1)').stdout == '1\\n'\n"
    )
    expected = [f"{n * 2}\n" for n in range(20)]
    assert printed(python(code)) == f"{expected}\n"


def test_multiprocessing_here_while_a_script_runs(vm: VM) -> None:
    handle = vm.start("while True: pass", limits=FREE)
    context = multiprocessing.get_context("fork")
    process = context.Process(target=lambda: os._exit(7 if double(4) == "8\n" else 1))
    process.start()
    process.join(PATIENCE)
    assert process.exitcode == 7
    process.close()
    handle.interrupt()
    stopped(handle.result(PATIENCE), Status.INTERRUPTED)


def test_subprocesses_while_a_script_runs(vm: VM) -> None:
    handle = vm.start("while True: pass", limits=FREE)
    for _ in range(10):
        done = subprocess.run([sys.executable, "-c", "print(1)"], capture_output=True, check=True)
        assert done.stdout == b"1\n"
        assert subprocess.run("exit 3", shell=True, check=False).returncode == 3
    assert not handle.done()
    handle.interrupt()
    stopped(handle.result(PATIENCE), Status.INTERRUPTED)


def test_a_program_started_from_here_has_default_signals(vm: VM) -> None:
    """Nothing of the engine's handlers or masks is inherited through exec."""
    handle = vm.start("while True: pass", limits=FREE)
    try:
        read = "import sys; sys.stdout.write(open('/proc/self/status').read())"
        inherited = subprocess.run(
            [sys.executable, "-S", "-c", read], capture_output=True, text=True, check=True
        ).stdout
        blocked = next(line for line in inherited.splitlines() if line.startswith("SigBlk"))
        assert int(blocked.split()[1], 16) == 0
    finally:
        handle.interrupt()
        handle.result(PATIENCE)


def test_while_another_thread_waits_in_run(vm: VM) -> None:
    """The child finds the lock that run() holds in the parent; it is new there."""
    begun = threading.Event()
    thread = threading.Thread(
        target=lambda: vm.run(
            "print('begun')\nwhile True: pass",
            limits=FREE,
            on_stdout=lambda text: begun.set(),
        )
    )
    thread.start()
    try:
        assert begun.wait(PATIENCE)
        assert in_child(lambda: assert_works(vm)) == 0
    finally:
        vm.interrupt()
        thread.join(PATIENCE)
    assert_works(vm)
