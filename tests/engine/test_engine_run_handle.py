"""The handle that start() returns."""

from __future__ import annotations

import threading

import pytest

from engine_helpers import FREE, PATIENCE, assert_works, stopped
from pkhost import VM, ScriptRun, Status, VMBusyError


def test_result_is_the_same_again_and_again(vm: VM) -> None:
    handle = vm.start("print(1)")
    assert isinstance(handle, ScriptRun)
    first = handle.result()
    assert first.stdout == "1\n"
    assert handle.result() is first
    assert handle.result(timeout=0) is first
    assert handle.done()


def test_result_in_time_and_too_late(vm: VM) -> None:
    handle = vm.start("while True: pass", limits=FREE)
    for timeout in (0, 0.01):
        with pytest.raises(TimeoutError):
            handle.result(timeout)
    assert not handle.done()
    handle.interrupt()
    stopped(handle.result(PATIENCE), Status.INTERRUPTED)
    assert handle.done()


def test_the_script_runs_on_after_a_timeout(vm: VM) -> None:
    handle = vm.start("input()\nprint('went on')", limits=FREE, stdin=["x\n"])
    # Whether or not it had asked within no time, it has its answer in the end.
    try:
        handle.result(0)
    except TimeoutError:
        assert not handle.done() or handle.result().ok
    assert handle.result(PATIENCE).stdout == "went on\n"


def test_done_becomes_true_by_itself(vm: VM) -> None:
    handle = vm.start("x = 1")
    while not handle.done():
        pass
    assert handle.result(0).ok


def test_a_second_start_while_it_runs_is_refused(vm: VM) -> None:
    handle = vm.start("while True: pass", limits=FREE)
    with pytest.raises(VMBusyError):
        vm.start("x = 1")
    with pytest.raises(VMBusyError):
        vm.run("x = 1")
    with pytest.raises(VMBusyError):
        vm.reset()
    handle.interrupt()
    stopped(handle.result(PATIENCE), Status.INTERRUPTED)
    assert_works(vm)


def test_a_new_run_after_one_whose_result_nobody_fetched(vm: VM) -> None:
    handle = vm.start("print('first')")
    while not handle.done():
        pass
    assert vm.run("print('second')").stdout == "second\n"
    assert handle.result().stdout == "first\n"


def test_many_threads_may_wait_for_one_run(vm: VM) -> None:
    handle = vm.start("for i in range(100000): pass\nprint('end')", limits=FREE)
    results = []
    threads = [
        threading.Thread(target=lambda: results.append(handle.result(PATIENCE))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(results) == 8
    assert all(result is results[0] for result in results)
    assert results[0].stdout == "end\n"


def test_a_source_that_cannot_be_is_a_run_that_has_ended(vm: VM) -> None:
    handle = vm.start("a\0b")
    assert handle.done()
    assert handle.interrupt() is False
    assert handle.result(0).status is Status.ERROR
    assert repr(handle)
    assert_works(vm)


def test_repr_tells_how_it_stands(vm: VM) -> None:
    handle = vm.start("while True: pass", limits=FREE)
    assert repr(handle) == "<ScriptRun running>"
    handle.interrupt()
    handle.result(PATIENCE)
    assert "INTERRUPTED" in repr(handle)


@pytest.mark.parametrize("timeout", [-1, float("nan")])
def test_odd_timeouts_do_not_hang(vm: VM, timeout: float) -> None:
    handle = vm.start("while True: pass", limits=FREE)
    with pytest.raises((TimeoutError, ValueError)):
        handle.result(timeout)
    handle.interrupt()
    stopped(handle.result(PATIENCE), Status.INTERRUPTED)


def test_the_run_of_a_handle_outlives_the_name_of_its_vm() -> None:
    vm = VM()
    handle = vm.start("for i in range(100000): pass\nprint('end')", limits=FREE)
    del vm
    assert handle.result(PATIENCE).stdout == "end\n"
