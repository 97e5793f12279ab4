"""Ctrl-C at every place at which Python looks for signals, in every public call for scripts.

After each the VM, or the pool, has to work, at once, while the traceback is
still there; and nothing may be left of what was under way.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from interrupts_helpers import STORMS, At, descriptors, places, threads
from pkhost import VM, Limits, Status, VMPool, run_script

ENDLESS = Limits(steps=None, wall_time=None, cpu_time=None)


@pytest.fixture
def vm() -> Iterator[VM]:
    with VM(modules={"mine": "x = 1"}) as vm:
        vm.expose(lambda a=1: a, "given")
        vm.run("kept = 7\ndef double(x): return 2 * x").check()
        yield vm


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    before = descriptors(), threads()
    yield
    end = time.monotonic() + 20
    # A pool's thread has done its work a moment before it is gone.
    while (descriptors(), threads()) != before:
        assert time.monotonic() < end, (descriptors(), threads(), before)
        time.sleep(0.001)


def works(vm: VM, kept: int = 7) -> None:
    """At once; a run that several signals have taken the handle of may have to be interrupted."""
    if vm.interrupt():
        # OK: it ended in that very moment.
        assert vm._last is None or vm._last.result(10).status in (Status.INTERRUPTED, Status.OK)
    assert vm.run("1 + 1").value == 2
    assert vm.get("kept") == kept


CALLS: dict[str, Callable[[VM], Any]] = {
    "run": lambda vm: vm.run("1"),
    "run that prints": lambda vm: vm.run("print(1)", on_stdout=lambda _: None),
    "run that reads": lambda vm: vm.run("input()", stdin=lambda _: "x\n"),
    "run with inputs": lambda vm: vm.run("a", inputs={"a": [1]}, limits=Limits(steps=10_000)),
    "run that calls": lambda vm: vm.run("given(); given(a=2)"),
    "run that imports": lambda vm: vm.run("import mine"),
    "run that fails": lambda vm: vm.run("1 / 0"),
    "eval": lambda vm: vm.eval("kept"),
    "call": lambda vm: vm.call("double", 4),
    "set": lambda vm: vm.set("b", {"c": [1.5]}),
    "get": lambda vm: vm.get("kept"),
    "expose": lambda vm: vm.expose(lambda z: z, "another"),
    "expose_module": lambda vm: vm.expose_module("robot", {"go": lambda: 1, "SPEED": 2}),
    "snapshot": lambda vm: vm.snapshot(),
    "start": lambda vm: vm.start("1").result(),
    "memory_in_use": lambda vm: (vm.memory_in_use, repr(vm), vm.interrupt()),
}


@pytest.mark.parametrize("storm", STORMS)
@pytest.mark.parametrize("call", CALLS)
def test_a_vm_is_never_left_locked(at: At, vm: VM, call: str, storm: tuple[int, int]) -> None:
    def check() -> None:
        # Between start() and result() nobody waits, and the script may not have ended yet.
        if storm == (0, 0) and call != "start":
            assert not vm.interrupt()
        works(vm)

    at.every_place(lambda: CALLS[call](vm), check, storm=storm, stride=places(storm))


def fail() -> None:
    raise ZeroDivisionError


@pytest.mark.parametrize("storm", STORMS)
@pytest.mark.parametrize(
    ("function", "call"),
    [
        (lambda a=1: a, "f(2)"),
        (lambda a=1: a, "f()"),
        (lambda a=1: [a], "f([2])"),
        (lambda a=1: [a], "f(2)"),
        (fail, "try: f()\nexcept ZeroDivisionError: pass"),
    ],
    ids=["number", "default", "list", "list for a number", "exception"],
)
def test_ctrl_c_in_a_function_of_the_hosts_is_raised_by_the_run(
    at: At, vm: VM, storm: tuple[int, int], function: Callable[..., Any], call: str
) -> None:
    """In the function and in what pkhost does around it.  In a process of its own a script has
    them called on the thread that waits for it, here the main thread."""
    vm.expose(function, "f")

    def run() -> None:
        assert vm.run(call).ok

    at.every_place(run, lambda: works(vm), storm=storm, stride=places(storm), always=True)


@pytest.mark.parametrize("storm", STORMS)
@pytest.mark.slow
def test_what_is_exposed_stays_exposed(at: At, vm: VM, storm: tuple[int, int]) -> None:
    def check() -> None:
        assert vm.eval("given(3)") == 3
        vm.reset()
        assert vm.eval("given(4)") == 4
        vm.set("kept", 7)

    at.every_place(
        lambda: vm.expose(lambda: 5, "five"), check, storm=storm, stride=places(storm, 3)
    )
    at.every_place(vm.reset, check, storm=storm, stride=places(storm))


@pytest.mark.parametrize("storm", STORMS)
@pytest.mark.slow
def test_a_handle_and_its_vm(at: At, vm: VM, storm: tuple[int, int]) -> None:
    """Pausing, stepping and looking; the result is the run's own, whenever it is fetched."""
    handles: list[Any] = []

    def go() -> None:
        run = vm.start("n = 0\nwhile n < 20: n += 1\nn", paused=True)
        handles.append(run)
        run.step(5)
        run.step_line()
        run.traceback(), run.locals()
        run.resume()
        run.pause()
        run.resume()
        run.result(10)

    def check() -> None:
        vm.interrupt()
        for run in handles:
            result = run.result(10)
            assert result.status in (Status.OK, Status.INTERRUPTED)
            assert not result.ok or result.value == 20
        works(vm)
        for run in handles:
            assert run.result(0) is run.result(0)
        handles.clear()

    at.every_place(go, check, storm=storm, stride=places(storm))


@pytest.mark.parametrize("storm", STORMS)
@pytest.mark.slow
def test_a_transaction_is_undone_or_done(at: At, vm: VM, storm: tuple[int, int]) -> None:
    def go() -> None:
        with vm.transaction():
            vm.run("kept = 8")
            vm.run("kept = 9")

    def check() -> None:
        assert vm.get("kept") in (7, 9)
        vm.set("kept", 7)
        works(vm)

    at.every_place(go, check, storm=storm, stride=places(storm))


@pytest.mark.parametrize("storm", STORMS)
def test_restore_and_rebase(at: At, vm: VM, storm: tuple[int, int]) -> None:
    before = vm.snapshot()
    at.every_place(lambda: vm.restore(before), lambda: works(vm), storm=storm, stride=places(storm))


@pytest.mark.parametrize("storm", STORMS)
@pytest.mark.slow
def test_making_and_closing(at: At, storm: tuple[int, int]) -> None:
    made: list[VM] = []

    def go() -> None:
        vm = VM()
        made.append(vm)
        vm.start("while True: pass", limits=ENDLESS)
        vm.close()

    def check() -> None:
        for vm in made:
            vm.close()  # again: it ends what was begun
            assert vm.closed
        made.clear()
        assert run_script("1").value == 1

    at.every_place(go, check, storm=storm, stride=places(storm, 2))


@pytest.mark.parametrize("storm", STORMS)
@pytest.mark.slow
def test_run_script(at: At, storm: tuple[int, int]) -> None:
    def check() -> None:
        assert run_script("print(1)").stdout == "1\n"

    at.every_place(
        lambda: run_script("1", inputs={"a": 1}), check, storm=storm, stride=places(storm)
    )
    at.every_place(
        lambda: run_script("input()", stdin=["a\n"]), check, storm=storm, stride=places(storm)
    )


def use(pool: VMPool) -> None:
    with pool.borrow() as vm:
        vm.run("x = 1")
        vm.start("while True: pass", limits=ENDLESS)


def spoil(pool: VMPool) -> None:
    with pool.borrow() as vm:
        vm.expose(lambda: 1, "more")


POOLED: dict[str, Callable[[VMPool], Any]] = {
    "run": lambda pool: pool.run("1"),
    "borrow": use,
    "map": lambda pool: list(pool.map(["1", "2", "3"])),
    "map a function": lambda pool: list(pool.map(lambda vm, n: vm.call("f", n), range(3))),
    "map, not to the end": lambda pool: next(pool.map(["1", "while True: pass"], limits=ENDLESS)),
    "spoilt": spoil,
}


@pytest.mark.parametrize("storm", STORMS)
@pytest.mark.parametrize("call", POOLED)
def test_a_pool_loses_no_vm(at: At, call: str, storm: tuple[int, int]) -> None:
    with VMPool(2, setup="def f(x): return x") as pool:

        def check() -> None:
            assert pool.run("f(1)").value == 1
            with pool.borrow() as one, pool.borrow() as other:
                assert one is not other
                assert one.run("f(2)").value == 2
                assert other.run("f(3)").value == 3

        at.every_place(
            lambda: POOLED[call](pool),
            check,
            storm=storm,
            stride=places(storm, 7 if "map" in call else 2),
        )


@pytest.mark.parametrize("storm", STORMS)
@pytest.mark.slow
def test_making_and_closing_a_pool(at: At, storm: tuple[int, int]) -> None:
    pools: list[VMPool] = []

    def go() -> None:
        pool = VMPool(1, setup="x = 1")
        pools.append(pool)
        pool.run("x")
        pool.close()

    def check() -> None:
        for pool in pools:
            pool.close()
            assert pool.closed and all(vm is None or vm.closed for vm in pool._stock.things())
        pools.clear()

    at.every_place(go, check, storm=storm, stride=places(storm, 5))
