"""A VM's life: closing, forgetting, using it too early, too late, and twice at once."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest

from engine_helpers import FREE, PATIENCE, assert_works, resident_bytes, stopped
from pkhost import VM, Limits, MisuseError, PkhostError, Status, VMBusyError, VMClosedError
from pkhost.engine.factory import home


def test_with_closes_it() -> None:
    with VM() as vm:
        assert not vm.closed
        assert vm.run("x = 1").ok
    assert vm.closed


def test_close_is_idempotent() -> None:
    vm = VM()
    vm.close()
    vm.close()
    with pytest.raises(VMClosedError), vm:
        pass


def test_everything_after_close_says_so() -> None:
    vm = VM()
    vm.close()
    for use in (
        lambda: vm.run("x = 1"),
        lambda: vm.start("x = 1"),
        vm.reset,
        vm.__enter__,
        lambda: vm.memory_in_use,
    ):
        with pytest.raises(VMClosedError, match="closed"):
            use()
    assert vm.interrupt() is False
    assert repr(vm) == "<VM closed>"
    assert vm.limits == Limits()


def test_misuse_is_one_kind_of_error() -> None:
    assert issubclass(VMClosedError, MisuseError)
    assert issubclass(VMBusyError, MisuseError)
    assert issubclass(MisuseError, RuntimeError)
    assert issubclass(MisuseError, PkhostError)


def test_close_stops_what_runs() -> None:
    vm = VM()
    handle = vm.start("while True: pass", limits=FREE)
    vm.close()
    stopped(handle.result(PATIENCE), Status.INTERRUPTED)


def test_close_while_another_thread_is_in_run() -> None:
    for _ in range(20):
        vm = VM()
        begun = threading.Event()
        outcome: list[object] = []

        def work(vm=vm, begun=begun, outcome=outcome) -> None:  # type: ignore[no-untyped-def]
            try:
                outcome.append(
                    vm.run(
                        "print('begun')\nwhile True: pass",
                        limits=FREE,
                        on_stdout=lambda _: begun.set(),
                    ).status
                )
            except VMClosedError:
                outcome.append("closed")

        thread = threading.Thread(target=work)
        thread.start()
        assert begun.wait(PATIENCE)
        vm.close()
        thread.join(PATIENCE)
        assert outcome == [Status.INTERRUPTED]


def test_close_while_many_threads_start_runs() -> None:
    """Each gets a result or a clear error, never a crash."""
    for _ in range(10):
        vm = VM(limits=Limits(memory="4MiB"))
        gate = threading.Barrier(5)
        wrong: list[BaseException] = []

        def work(vm=vm, gate=gate, wrong=wrong) -> None:  # type: ignore[no-untyped-def]
            gate.wait(PATIENCE)
            try:
                while True:
                    try:
                        vm.run("x = 1")
                    except VMBusyError:
                        continue
            except VMClosedError:
                return
            except BaseException as error:
                wrong.append(error)

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        gate.wait(PATIENCE)
        for _ in range(100):
            vm.interrupt()
        vm.close()
        for thread in threads:
            thread.join(PATIENCE)
        assert not wrong


def test_two_threads_at_once_get_a_clear_error(vm: VM) -> None:
    begun = threading.Event()
    thread = threading.Thread(
        target=lambda: vm.run(
            "print(1)\nwhile True: pass", limits=FREE, on_stdout=lambda _: begun.set()
        )
    )
    thread.start()
    assert begun.wait(PATIENCE)
    for use in (lambda: vm.run("x = 1"), lambda: vm.start("x = 1"), vm.reset):
        with pytest.raises(VMBusyError, match="running"):
            use()
    assert "running" in repr(vm)
    assert vm.interrupt()
    thread.join(PATIENCE)
    assert_works(vm)


def test_a_script_cannot_run_another_in_its_own_vm(vm: VM) -> None:
    seen: list[BaseException] = []

    def on_stdout(text: str) -> None:
        try:
            vm.run("x = 1")
        except VMBusyError as error:
            seen.append(error)

    assert vm.run("print('now')", on_stdout=on_stdout).ok
    assert len(seen) == 1
    assert_works(vm)


def test_a_script_may_run_another_in_another_vm(vm: VM) -> None:
    inner: list[str] = []

    def on_stdout(text: str) -> None:
        with VM() as other:
            inner.append(other.run("print('inner')").stdout)

    assert vm.run("print('outer')", on_stdout=on_stdout).stdout == "outer\n"
    assert inner == ["inner\n"]


def test_reset_makes_it_as_new(vm: VM) -> None:
    fresh = vm.memory_in_use
    for script in (
        "x = 1",
        "import builtins\nbuiltins.print = None\nbuiltins.len = lambda x: 5",
        "import math\nmath.pi = 3",
        "import sys\nsys.setrecursionlimit(20)",
        "def __import__(n): return None",
    ):
        vm.run(script)
        vm.reset()
        assert vm.memory_in_use == fresh
        assert vm.run("x").error is not None
        assert_works(vm)
        vm.reset()


def test_a_vm_that_is_forgotten_goes() -> None:
    VM().run("x = 1")
    gc.collect()
    before = resident_bytes()
    for _ in range(200):
        VM(limits=Limits(memory="4MiB")).run("x = [0] * 10000")
    gc.collect()
    assert resident_bytes() - before < 20_000_000


def test_a_forgotten_vm_that_runs_is_stopped() -> None:
    """A run keeps no reference: with its owners gone it is interrupted, and its worker free."""
    vm = VM()
    vm.start("while True: pass", limits=FREE)
    gone = weakref.ref(vm)
    workers = home().worker_count()
    assert workers >= 1
    del vm
    gc.collect()
    assert gone() is None
    with VM() as other:  # the worker that it had is there for the next, in the end
        assert_works(other)


def test_a_forgotten_handle_does_not_stop_its_run(vm: VM) -> None:
    vm.start("n = 0\nwhile n < 300000: n += 1\nprint(n)", limits=FREE)
    gc.collect()
    while "running" in repr(vm):
        pass
    assert vm.run("print(n)").stdout == "300000\n"


def test_vms_and_handles_in_cycles_are_collected() -> None:
    class Holder:
        pass

    references = []
    for _ in range(50):
        holder = Holder()
        holder.vm = VM(limits=Limits(memory="4MiB"))  # type: ignore[attr-defined]
        holder.handle = holder.vm.start("while True: pass", limits=SMALL_FREE)  # type: ignore[attr-defined]
        holder.self = holder  # type: ignore[attr-defined]
        references.append(weakref.ref(holder))
        del holder
    gc.collect()
    assert not any(reference() for reference in references)


SMALL_FREE = FREE.replace(memory="4MiB")


def test_a_handle_outlives_a_closed_vm() -> None:
    vm = VM()
    handle = vm.start("print(1)")
    handle.result(PATIENCE)
    vm.close()
    assert handle.result().stdout == "1\n"
    assert handle.done()
    assert handle.interrupt() is False


def test_a_result_outlives_everything() -> None:
    with VM() as vm:
        result = vm.run("print('x' * 1000)\n1 / 0")
    gc.collect()
    assert result.stdout == "x" * 1000 + "\n"
    assert result.error is not None and result.error.type == "ZeroDivisionError"


def test_globals_stay_between_runs(vm: VM) -> None:
    vm.run("x = 1\ndef f(): return x\nimport math")
    vm.run("x += 1")
    assert vm.run("print(f(), math.gcd(4, 6))").stdout == "2 2\n"
    vm.run("1 / 0")
    assert vm.run("print(f())").stdout == "2\n"


def test_what_a_vm_says_of_itself(vm: VM) -> None:
    assert repr(vm).startswith("<VM idle, ")
    assert vm.memory_in_use > 500_000
    assert vm.limits == Limits()
    assert vm.policy.modules is not None
