"""Snapshots, transactions, and that nothing grows."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from pkhost import (
    VM,
    LimitExceeded,
    Limits,
    ScriptError,
    Status,
    VMBusyError,
    VMClosedError,
    VMPool,
)

FREE = Limits(steps=None, wall_time=None, cpu_time=None)
FAILURES = {
    "an exception": ("items.append(3); 1 / 0", Limits(), ScriptError),
    "steps": ("items.append(3)\nwhile True: pass", Limits(steps=10_000), LimitExceeded),
    "memory, softly": ("while True: items.append('x' * 100)", FREE, LimitExceeded),
    "memory, hard": ("items.append('x' * 10**9)", FREE, LimitExceeded),
    "output": ("items.append(3); print('x' * 100)", Limits(stdout=10), LimitExceeded),
    "wall time": ("items.append(3)\nwhile True: pass", Limits(wall_time=0.05), LimitExceeded),
    "a crash": ("items.append(3); eval('(' * 100000)", Limits(), ScriptError),
    "a syntax error": ("items.append(3\n", Limits(), ScriptError),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_transaction_undoes_whatever_happened(vm: VM, name: str) -> None:
    script, limits, error = FAILURES[name]
    vm.run("items = [1, 2]\ndef add(x): items.append(x)").check()
    used = vm.memory_in_use
    for _ in range(3):
        with pytest.raises(error), vm.transaction():
            vm.run("items.append('half')\ndel add").check()
            vm.run(script, limits=limits).check()
        assert vm.get("items") == [1, 2]
        assert vm.memory_in_use == used
    vm.call("add", 3)
    assert vm.get("items") == [1, 2, 3]


def test_a_transaction_that_ends_well_stays(vm: VM) -> None:
    with vm.transaction() as same:
        assert same is vm
        vm.run("x = 1").check()
        # A failed run whose result nobody checks is no failure of the block.
        assert vm.run("1 / 0").status is Status.ERROR
    assert vm.get("x") == 1


def test_an_exception_of_the_hosts_undoes_too(vm: VM) -> None:
    vm.set("x", 1)
    for error in (LookupError, KeyboardInterrupt):
        with pytest.raises(error), vm.transaction():
            vm.set("x", 2)
            raise error
        assert vm.get("x") == 1


def test_a_transaction_in_a_transaction(vm: VM) -> None:
    vm.set("x", 1)
    with vm.transaction():
        vm.set("x", 2)
        with pytest.raises(LookupError), vm.transaction():
            vm.set("x", 3)
            raise LookupError
        assert vm.get("x") == 2
    assert vm.get("x") == 2


def test_snapshots_in_any_order(vm: VM) -> None:
    snapshots = []
    for n in range(5):
        vm.run(f"x = {n}\ny = [0] * {n * 10_000}").check()
        snapshots.append(vm.snapshot())
    for n in (3, 0, 4, 4, 1, 2):
        vm.restore(snapshots[n])
        assert (vm.get("x"), vm.eval("len(y)")) == (n, n * 10_000)
    vm.reset()
    assert vm.run("x").status is Status.ERROR
    vm.restore(snapshots[2])
    assert vm.get("x") == 2
    assert snapshots[4].size > snapshots[0].size > 0


def test_host_functions_after_a_restore(vm: VM) -> None:
    before = vm.snapshot()
    vm.expose(lambda: 5, "five")
    assert vm.eval("five()") == 5
    vm.restore(before)  # of a time when there was no such function
    assert vm.run("five()").error.type == "NameError"  # type: ignore[union-attr]
    vm.reset()
    assert vm.eval("five()") == 5


def test_snapshots_that_cannot_be(vm: VM) -> None:
    with VM() as other, pytest.raises(ValueError, match="another VM"):
        other.restore(vm.snapshot())
    handle = vm.start("while True: pass", limits=FREE)
    for use in (vm.snapshot, lambda: vm.transaction().__enter__(), vm.reset):
        with pytest.raises(VMBusyError):
            use()
    handle.interrupt()
    handle.result()
    snapshot = vm.snapshot()
    vm.close()
    with pytest.raises(VMClosedError):
        vm.snapshot()
    with pytest.raises(VMClosedError):
        vm.restore(snapshot)


def test_a_transaction_in_which_the_vm_is_closed() -> None:
    vm = VM()
    with pytest.raises(LookupError), vm.transaction():
        vm.close()
        raise LookupError


# --------------------------------------------------------------------------- leaks


def resident() -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) * 1024
    raise LookupError


async def _nap() -> int:
    await asyncio.sleep(0)
    return 1


def async_runs() -> Callable[[], None]:
    vm = VM(limits=Limits(memory="4MiB"))
    vm.expose(_nap, "nap")

    def work() -> None:
        async def main() -> None:
            for _ in range(20):
                await vm.run_async("print(nap(), [input()] * 10)", stdin="x\n")
                task = asyncio.ensure_future(vm.run_async("while True: nap()"))
                await asyncio.sleep(0)
                task.cancel()
                await asyncio.wait({task})

        asyncio.run(main())

    return work


def transactions() -> Callable[[], None]:
    vm = VM(limits=Limits(memory="4MiB"))

    def work() -> None:
        for _ in range(50):
            with pytest.raises(ScriptError), vm.transaction():
                vm.run("x = [0] * 1000\n1 / 0").check()

    return work


def pools() -> Callable[[], None]:
    def work() -> None:
        with VMPool(2, limits=Limits(memory="4MiB"), setup="x = [0] * 1000") as pool:
            list(pool.map(str(n) for n in range(20)))

    return work


def values_and_errors() -> Callable[[], None]:
    vm = VM(limits=Limits(memory="8MiB"))

    def fail(value: object) -> None:
        raise LookupError(value)

    vm.expose(lambda x: x, "same")
    vm.expose(fail, "fail")

    def work() -> None:
        for _ in range(50):
            vm.set("x", {"a": [(1, "b" * 1000)] * 10})
            vm.run("for i in range(20): same(x)\nfail(x)")
            vm.eval("x")
            vm.reset()

    return work


@pytest.mark.parametrize("kind", [async_runs, transactions, pools, values_and_errors])
def test_nothing_grows(kind: Callable[[], Callable[[], None]]) -> None:
    work = kind()
    for _ in range(10):
        work()
    gc.collect()
    before = resident()
    for _ in range(40):
        work()
    gc.collect()
    # A leak of one snapshot or VM a round would be far more.
    assert resident() - before < 4_000_000
    assert threading.active_count() < 10
