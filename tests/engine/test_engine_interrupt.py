"""interrupt(): from any thread, at any time, with no effect where there is nothing to stop."""

from __future__ import annotations

import threading

import pytest

from engine_helpers import FREE, PATIENCE, assert_works, stopped
from pkhost import VM, Limits, Status

LONG_NATIVE = "a = 'a' * 1000000\na.rfind('a' * 500000 + 'b')"


def test_right_after_start(vm: VM) -> None:
    """The run may not even have begun."""
    for _ in range(300):
        handle = vm.start("while True: pass", limits=FREE)
        assert handle.interrupt()
        result = stopped(handle.result(PATIENCE), Status.INTERRUPTED)
        assert not result.restored
    assert_works(vm)


def test_before_the_script_has_done_anything(vm: VM) -> None:
    """Where an interrupt comes before the first bytecode, nothing of the script runs."""
    seen = set()
    for _ in range(200):
        handle = vm.start("print('begun')\nwhile True: pass", limits=FREE)
        handle.interrupt()
        seen.add(handle.result(PATIENCE).stdout)
    assert seen <= {"", "begun\n"}


def test_through_the_vm(vm: VM) -> None:
    handle = vm.start("while True: pass", limits=FREE)
    assert vm.interrupt()
    stopped(handle.result(PATIENCE), Status.INTERRUPTED)
    assert_works(vm)


def test_while_it_runs_in_another_thread(vm: VM) -> None:
    begun = threading.Event()
    results = []

    def work() -> None:
        results.append(
            vm.run(
                "print('begun')\nwhile True: pass",
                limits=FREE,
                on_stdout=lambda text: begun.set(),
            )
        )

    thread = threading.Thread(target=work)
    thread.start()
    assert begun.wait(PATIENCE)
    assert vm.interrupt()
    thread.join(PATIENCE)
    stopped(results[0], Status.INTERRUPTED)
    assert results[0].error.traceback[-1].line in (1, 2)
    assert_works(vm)


def test_an_idle_vm_says_no_and_the_next_run_is_not_stopped(vm: VM) -> None:
    for _ in range(100):
        assert vm.interrupt() is False
        assert vm.run("for i in range(100): pass").ok


def test_after_the_end_it_says_no(vm: VM) -> None:
    handle = vm.start("x = 1")
    assert handle.result(PATIENCE).ok
    assert handle.interrupt() is False
    assert vm.interrupt() is False
    assert handle.result().ok
    assert_works(vm)


def test_an_old_handle_does_not_stop_a_new_run(vm: VM) -> None:
    old = vm.start("x = 1")
    assert old.result(PATIENCE).ok
    new = vm.start("for i in range(300000): pass", limits=FREE)
    assert old.interrupt() is False
    assert new.result(PATIENCE).ok


def test_an_old_handle_that_nobody_asked_does_not_stop_a_new_run(vm: VM) -> None:
    old = vm.start("x = 1")
    while not old.done():
        pass
    new = vm.start("for i in range(300000): pass", limits=FREE)
    assert old.interrupt() is False
    assert old.done()
    assert new.result(PATIENCE).ok
    assert old.result().ok


def test_while_it_is_ending(vm: VM) -> None:
    """Short runs, interrupted at every moment: they end well or interrupted, never else.

    A run that has had 2 ms of processor time since it was to stop is taken for one in native code
    that does not come back, and restored.  A busy virtual machine may count as a thread's time what
    other machines took of it, so that happens now and then.
    """
    statuses = set()
    restored = 0
    stop = threading.Event()

    def interrupt() -> None:
        while not stop.is_set():
            vm.interrupt()

    thread = threading.Thread(target=interrupt)
    thread.start()
    try:
        for n in range(2000):
            result = vm.run(f"for i in range({n % 100}): pass", limits=FREE)
            assert result.status in (Status.OK, Status.INTERRUPTED), str(result)
            restored += result.restored
            statuses.add(result.status)
    finally:
        stop.set()
        thread.join(PATIENCE)
    assert Status.INTERRUPTED in statuses
    assert restored < 5
    assert_works(vm)


def test_from_many_threads_at_once(vm: VM) -> None:
    for _ in range(20):
        handle = vm.start("while True: pass", limits=FREE)
        gate = threading.Barrier(16)
        answers = []

        def interrupt(handle=handle, gate=gate, answers=answers) -> None:  # type: ignore[no-untyped-def]
            gate.wait(PATIENCE)
            answers.append(handle.interrupt())

        threads = [threading.Thread(target=interrupt) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE)
        assert any(answers)
        stopped(handle.result(PATIENCE), Status.INTERRUPTED)
    assert_works(vm)


def test_in_native_code_that_does_not_come_back(vm: VM) -> None:
    """It is left by a jump, so the VM is restored, and the result says so."""
    handle = vm.start(f"print('begun')\n{LONG_NATIVE}", limits=FREE)
    with pytest.raises(TimeoutError):
        handle.result(0.05)
    assert handle.interrupt()
    result = stopped(handle.result(PATIENCE), Status.INTERRUPTED)
    assert result.restored
    assert result.stdout == "begun\n"
    assert result.error is not None
    assert result.error.traceback[-1].line == 3
    assert_works(vm)


@pytest.mark.parametrize(
    "script",
    [
        "sorted(list(range(1000000, 0, -1)))",
        "sum(range(10**12))",
        "[0] * 3000000 == [0] * 3000000",
        "'{:999999999}'.format(1)",
        "x = list(range(100000))\nwhile True: x.index(-1)",
        "x = {i: i for i in range(10000)}\nwhile True: x == x",
        "print('x' * 100000000)",
        "import json\nx = list(range(10000))\nwhile True: json.dumps(x)",
        "import base64\nx = b'abc'\nwhile True: base64.b64encode(x)",
    ],
)
def test_in_natives_of_all_kinds(script: str) -> None:
    with VM(limits=Limits(memory="512MiB")) as vm:
        handle = vm.start(script, limits=FREE.replace(memory="512MiB", stdout=None))
        try:
            handle.result(0.02)
        except TimeoutError:
            handle.interrupt()
        assert handle.result(PATIENCE).status in (
            Status.OK,
            Status.ERROR,
            Status.INTERRUPTED,
            Status.MEMORY,
        )
        assert_works(vm)


def test_in_sleep(vm: VM) -> None:
    begun = threading.Event()
    handle = vm.start(
        "import time\nprint('begun')\ntime.sleep(100000)",
        limits=FREE,
        on_stdout=lambda text: begun.set(),
    )
    waiter = threading.Thread(target=handle.result)
    waiter.start()
    assert begun.wait(PATIENCE)
    assert handle.interrupt()
    waiter.join(PATIENCE)
    result = stopped(handle.result(), Status.INTERRUPTED)
    assert not result.restored
    assert_works(vm)


def test_while_it_waits_for_input(vm: VM) -> None:
    """Nobody answers; the interrupt wakes it."""
    asked = threading.Event()
    answer = threading.Event()

    def stdin(printed: str) -> str:
        asked.set()
        assert answer.wait(PATIENCE)
        return "late\n"

    results = []
    thread = threading.Thread(
        target=lambda: results.append(vm.run("print(input())", limits=FREE, stdin=stdin))
    )
    thread.start()
    assert asked.wait(PATIENCE)
    assert vm.interrupt()
    answer.set()
    thread.join(PATIENCE)
    stopped(results[0], Status.INTERRUPTED)
    assert results[0].stdout == ""
    assert_works(vm)


def test_while_it_waits_for_input_that_nobody_gives(vm: VM) -> None:
    handle = vm.start("input()", limits=FREE, stdin=lambda printed: "never asked")
    assert not handle.done()
    assert handle.interrupt()
    # Whether it had begun to wait or not, result() must not hang.
    stopped(handle.result(PATIENCE), Status.INTERRUPTED)
    assert_works(vm)


def test_the_first_reason_stands(vm: VM) -> None:
    handle = vm.start("while True: pass", limits=Limits(steps=10, wall_time=None, cpu_time=None))
    result = handle.result(PATIENCE)
    assert handle.interrupt() is False
    stopped(result, Status.STEPS)


def test_twice(vm: VM) -> None:
    handle = vm.start("while True: pass", limits=FREE)
    handle.interrupt()
    handle.interrupt()
    stopped(handle.result(PATIENCE), Status.INTERRUPTED)
    assert vm.run("x = 1").ok


def test_globals_are_kept(vm: VM) -> None:
    assert vm.run("x = 5").ok
    handle = vm.start("while True: pass", limits=FREE)
    handle.interrupt()
    stopped(handle.result(PATIENCE), Status.INTERRUPTED)
    assert vm.run("print(x)").stdout == "5\n"


def test_while_it_is_being_compiled(vm: VM) -> None:
    source = "x = [" + "1, " * 200_000 + "]\n"
    for _ in range(5):
        handle = vm.start(source, limits=FREE)
        handle.interrupt()
        assert handle.result(PATIENCE).status in (Status.INTERRUPTED, Status.ERROR)
    assert_works(vm)
