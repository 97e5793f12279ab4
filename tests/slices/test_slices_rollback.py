"""Snapshots, restoring them, and transactions: after any failure, to the byte."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Iterable

import pytest
from _pytest.mark import ParameterSet
from hypothesis import given, settings
from hypothesis import strategies as st

import worker_processes
from pkhost import (
    VM,
    LimitExceeded,
    Limits,
    ScriptError,
    Snapshot,
    Status,
    VMBusyError,
    VMClosedError,
)
from slices_helpers import COUNTED, FREE, PATIENCE, resident_bytes

LIMITS = Limits(memory="8MiB", steps=10**7, wall_time=None, cpu_time=None)
SETUP = """
import json
class Node:
    def __init__(self, v, n): self.v, self.n = v, n
items = [1, 2, {'a': (3, 'four')}]
chain = None
for i in range(200): chain = Node(i, chain)
table = {str(i): i for i in range(300)}
def total():
    s, n = 0, chain
    while n: s, n = s + n.v, n.n
    return s + sum(items[:2]) + len(table)
"""
# What depends on everything: where things lie, what is free, what is interned, what is collected.
PROBE = """
class New: pass
x = [New() for i in range(50)]
y = ['z' * (k * 7 % 300) for k in range(200)]
print(total(), json.dumps(items), [id(a) for a in x], str(x[0]), sorted(dir(New)))
for k in range(3000):
    c = [k]
    c.append(c)
print(id([]), id({}), hash('text'))
"""

# What is done between a snapshot and its restoring, and how it ends.
FAILURES: dict[str, tuple[str, Status]] = {
    "nothing": ("", Status.OK),
    "globals": ("items.append(9)\ntable = 1\nnew = [2]\ndel total", Status.OK),
    "classes": ("Node.__init__ = 5\nNode.extra = 1\ndel Node", Status.OK),
    "builtins": (
        "import builtins\nbuiltins.len = None\ndel builtins.sum\nbuiltins.new = 1",
        Status.OK,
    ),
    "names": ("for i in range(5000): globals()['name' + str(i)] = i", Status.OK),
    "modules": ("import math, random, collections\nmath.pi = 3\nrandom.seed(5)", Status.OK),
    "garbage": ("for i in range(30000):\n    a = [i]\n    a.append(a)", Status.OK),
    "much memory": ("a = ['x' * 1000 for i in range(3000)]", Status.OK),
    "exception": ("items.append(3)\n1 / 0", Status.ERROR),
    "deep recursion": ("def f(n): return f(n + 1)\nf(0)", Status.ERROR),
    "steps": ("while True: items.append(1) if len(items) < 99 else items.clear()", Status.STEPS),
    "memory": ("while True: items.append('x' * 400)", Status.MEMORY),
    "memory, one request": ("items.append(1)\nx = 'y' * 10**9", Status.MEMORY),
    "crash in the parser": ("items.append(1)\neval('(' * 100000)", Status.CRASHED),
    "crash in the parser, with more in use": (
        "x = 'y' * 100000\neval('(' * 90000)",
        Status.CRASHED,
    ),
    "output": ("while True: print(items)", Status.OUTPUT),
    "exit": ("items.clear()\nexit(3)", Status.ERROR),
    "recursion limit": ("import sys\nsys.setrecursionlimit(50)", Status.OK),
}


def state_of(vm: VM) -> list[object]:
    """What two VMs that are the same to the byte have in common."""
    assert vm._engine_vm is not None
    assert vm._engine_vm.check_memory() is None
    before = vm.memory_in_use
    result = vm.run(PROBE, limits=LIMITS)
    assert result.ok, str(result)
    assert vm._engine_vm.check_memory() is None
    usage = result.usage
    return [before, result.stdout, usage.steps, usage.peak_memory, vm.memory_in_use]


def prepared() -> VM:
    vm = VM(limits=LIMITS)
    vm.run(SETUP).check()
    return vm


def with_marks(names: Iterable[str]) -> list[ParameterSet]:
    """Those that crash are in PocketPy's dialect: it is its parser that does."""
    mark = pytest.mark.dialect("pocketpy", reason="it is PocketPy's parser that crashes")
    return [
        pytest.param(name, marks=[mark] if FAILURES[name][1] is Status.CRASHED else [], id=name)
        for name in names
    ]


@pytest.fixture(scope="module")
def untouched(isolation: str, dialect: str) -> list[object]:
    """Of a VM in which nothing happened."""
    with prepared() as vm:
        return state_of(vm)


@pytest.mark.parametrize("name", with_marks(FAILURES))
def test_restored_to_the_byte(name: str, untouched: list[object]) -> None:
    """Addresses, steps, the peak, what is in use: all as if nothing had happened."""
    source, status = FAILURES[name]
    with prepared() as vm:
        snapshot = vm.snapshot()
        for _ in range(2):
            result = vm.run(source)
            assert result.status is status, str(result)
            vm.restore(snapshot)
            assert state_of(vm) == untouched
            vm.restore(snapshot)
        assert state_of(vm) == untouched


@pytest.mark.parametrize(
    "name", with_marks(n for n, (_, status) in FAILURES.items() if status is not Status.OK)
)
def test_a_transaction_undoes_a_failed_run(name: str, untouched: list[object]) -> None:
    source, status = FAILURES[name]
    with prepared() as vm:
        with pytest.raises((ScriptError, LimitExceeded)) as caught, vm.transaction():
            vm.run(source).check()
        assert caught.value.result.status is status
        assert state_of(vm) == untouched


def test_a_transaction_keeps_what_went_well(vm: VM) -> None:
    vm.run("n = 1")
    with vm.transaction() as same:
        assert same is vm
        vm.run("n += 1").check()
    assert vm.get("n") == 2


def test_a_failure_that_is_not_raised_is_kept(vm: VM) -> None:
    """As documented: the block has to raise."""
    vm.run("n = 1")
    with vm.transaction():
        assert vm.run("n = 5\n1 / 0").status is Status.ERROR
    assert vm.get("n") == 5


def test_transactions_in_transactions(vm: VM) -> None:
    vm.run("log = []")
    with vm.transaction():
        vm.run("log.append('outer')").check()
        with pytest.raises(ScriptError), vm.transaction():
            vm.run("log.append('inner'); 1 / 0").check()
        assert vm.get("log") == ["outer"]
        with vm.transaction():
            vm.run("log.append('second')").check()
    assert vm.get("log") == ["outer", "second"]
    with pytest.raises(ZeroDivisionError), vm.transaction():
        with vm.transaction():
            vm.run("log.append('lost')").check()
        assert vm.get("log") == ["outer", "second", "lost"]
        _ = 1 / 0
    assert vm.get("log") == ["outer", "second"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit, GeneratorExit])
def test_any_exception_of_the_hosts_undoes(vm: VM, error: type[BaseException]) -> None:
    vm.run("n = 1")
    with pytest.raises(error), vm.transaction():
        vm.set("n", 2)
        raise error
    assert vm.get("n") == 1


@pytest.mark.parametrize("paused", [False, True])
def test_a_run_that_is_under_way_is_stopped_and_undone(vm: VM, paused: bool) -> None:
    vm.run("n = 0")
    with pytest.raises(LookupError), vm.transaction():
        run = vm.start("while True: n += 1", limits=FREE, paused=paused)
        if paused:
            assert run.step(100)
        raise LookupError
    assert run.done() and run.result(0).status is Status.INTERRUPTED
    assert vm.get("n") == 0


def test_a_vm_that_is_closed_in_its_transaction() -> None:
    vm = VM()
    with pytest.raises(LookupError), vm.transaction():
        vm.close()
        raise LookupError
    assert vm.closed


# ------------------------------------------------------------------------- snapshots


def test_snapshots_in_any_order(vm: VM) -> None:
    snapshots = []
    for n in range(5):
        vm.run(f"n = {n}\nkeep_{n} = 'x' * {n * 10000}").check()
        snapshots.append(vm.snapshot())
    for n in (4, 0, 3, 3, 1, 4, 2):
        vm.restore(snapshots[n])
        assert vm.get("n") == n
        assert vm.run(f"len(keep_{n}), 'keep_{n + 1}' in globals()").value == (n * 10000, False)


@pytest.mark.dialect("pocketpy", reason="it is PocketPy's parser that crashes")
def test_a_snapshot_outlives_reset_and_failures(vm: VM) -> None:
    vm.run("n = 1")
    snapshot = vm.snapshot()
    vm.reset()
    assert vm.run("n").status is Status.ERROR
    vm.restore(snapshot)
    assert vm.get("n") == 1
    assert vm.run("eval('(' * 100000)").restored
    vm.restore(snapshot)
    assert vm.get("n") == 1
    vm.reset()
    assert vm.run("n").status is Status.ERROR  # reset still means new


def test_its_size_is_told(vm: VM) -> None:
    small = vm.snapshot()
    vm.run("x = ['y' * 1000 for i in range(5000)]").check()
    large = vm.snapshot()
    assert 200_000 < small.size < 2 << 20
    assert small.size + 5_000_000 < large.size < small.size + 12_000_000
    assert repr(small) == f"<Snapshot of {small.size} bytes>"
    assert isinstance(small, Snapshot)


def test_of_another_vm(vm: VM) -> None:
    with VM() as other:
        other.run("n = 1")
        snapshot = other.snapshot()
        with pytest.raises(ValueError, match="another VM"):
            vm.restore(snapshot)
    with pytest.raises(ValueError, match="another VM"):
        vm.restore(snapshot)
    assert vm.run("'n' in globals()").value is False


def test_what_is_no_snapshot(vm: VM) -> None:
    for value in (None, vm, b"", 5):
        with pytest.raises(TypeError, match=r"^snapshot: expected what snapshot\(\) gave, not "):
            vm.restore(value)  # type: ignore[arg-type]
    assert vm.eval("1 + 1") == 2


def test_of_a_vm_that_is_gone() -> None:
    """A new VM may well lie where the old one was: it is another all the same."""
    for memory in ("2MiB", "64MiB"):
        old = VM(limits=Limits(memory="64MiB"))
        old.run("x = list(range(500000))")
        snapshot = old.snapshot()
        old.close()
        del old
        gc.collect()
        vms = [VM(limits=Limits(memory=memory)) for _ in range(8)]
        for vm in vms:
            with pytest.raises(ValueError, match="another VM"):
                vm.restore(snapshot)
            assert vm.run("print(1)").stdout == "1\n"
            vm.close()


def test_while_a_script_runs(vm: VM) -> None:
    before = vm.snapshot()
    run = vm.start("while True: pass", limits=FREE)
    for refused in (vm.snapshot, lambda: vm.restore(before), vm.reset):
        with pytest.raises(VMBusyError):
            refused()
    run.interrupt()
    run.result(PATIENCE)
    vm.restore(before)


def test_by_a_function_that_the_script_waits_for(vm: VM) -> None:
    before = vm.snapshot()
    refused = []

    @vm.expose
    def meddle() -> None:
        for action in (vm.snapshot, lambda: vm.restore(before), vm.reset):
            with pytest.raises(VMBusyError):
                action()
            refused.append(action)

    assert vm.run("meddle()").ok and len(refused) == 3


def test_after_close() -> None:
    vm = VM()
    snapshot = vm.snapshot()
    vm.close()
    with pytest.raises(VMClosedError):
        vm.snapshot()
    with pytest.raises(VMClosedError):
        vm.restore(snapshot)
    with pytest.raises(VMClosedError), vm.transaction():
        pass


def test_functions_and_modules_of_the_hosts() -> None:
    """They belong to the VM, and are in its snapshots as everything else is."""
    with VM(modules={"shapes": "def area(a, b): return a * b\ncalls = []"}) as vm:
        total = []
        vm.expose(total.append, "report")
        vm.expose_module("robot", {"move": lambda n: n * 2})
        vm.run("import shapes\nshapes.calls.append(1)").check()
        snapshot = vm.snapshot()
        source = "report(robot.move(shapes.area(2, 3)))\nshapes.calls.append(2)\nlen(shapes.calls)"
        for _ in range(3):
            assert vm.run(source).value == 2
            vm.run("del report\nrobot.move = 5\nshapes.area = None")
            vm.run("import builtins\ndel builtins.report")
            vm.restore(snapshot)
        assert total == [12] * 3  # what the host did is not undone


def test_a_function_exposed_after_the_snapshot(vm: VM) -> None:
    """It is not in it; reset() has it."""
    vm.run("n = 1")
    before = vm.snapshot()
    vm.expose(lambda: 5, "five")
    assert vm.run("five() + n").value == 6
    vm.restore(before)
    assert vm.get("n") == 1
    assert vm.run("five()").error is not None
    vm.reset()
    assert vm.run("five()").value == 5


@pytest.mark.slow
def test_restoring_leaks_nothing() -> None:
    with prepared() as vm:
        snapshot = vm.snapshot()
        for _ in range(50):
            vm.run("a = ['x' * 1000 for i in range(2000)]")
            vm.restore(snapshot)
        before = resident_bytes()
        for _ in range(500):
            vm.run("a = ['x' * 1000 for i in range(2000)]")
            vm.restore(snapshot)
            vm.snapshot()
        if "PKHOST_SANITIZE" not in os.environ:  # AddressSanitizer keeps what was freed for a while
            assert resident_bytes() - before < 8 << 20


def test_restoring_gives_the_memory_back() -> None:
    """What a run used beyond the snapshot is the machine's again."""
    with VM(limits=Limits(memory="256MiB", steps=None)) as vm:
        snapshot = vm.snapshot()
        before = worker_processes.resident_bytes()
        vm.run("a = ['x' * 100000 for i in range(2000)]").check()
        assert worker_processes.resident_bytes() - before > 150 << 20
        vm.restore(snapshot)
        assert worker_processes.resident_bytes() - before < 20 << 20


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_in_a_child() -> None:
    """Of a VM whose run the fork cut off, and with snapshots from before."""
    with VM(limits=COUNTED) as vm:
        vm.run("n = 1")
        before = vm.snapshot()
        run = vm.start("k = []\nwhile True: k = [k, k]", limits=FREE)
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                new = vm.snapshot()  # of a VM that is as new, not of half a run
                assert vm.run("print(1)").stdout == "1\n"
                vm.restore(new)
                assert vm.run("print(sorted([2, 1]), 'k' in globals())").stdout == "[1, 2] False\n"
                vm.restore(before)
                assert vm.get("n") == 1
                code = 0
            except BaseException:
                import traceback

                traceback.print_exc()
            finally:
                os._exit(code)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
        run.interrupt()
        run.result(PATIENCE)
        vm.restore(before)
        assert vm.get("n") == 1


def test_threads_with_a_vm_each() -> None:
    wrong: list[BaseException] = []

    def work() -> None:
        try:
            with prepared() as vm:
                snapshot = vm.snapshot()
                expected = state_of(vm)
                for source, _ in FAILURES.values():
                    vm.restore(snapshot)
                    vm.run(source)
                    vm.restore(snapshot)
                    assert state_of(vm) == expected
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not wrong


@settings(max_examples=60)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("set"), st.sampled_from("abc"), st.integers(0, 99)),
            st.tuples(st.just("snapshot")),
            st.tuples(st.just("restore"), st.integers(0, 9)),
            st.tuples(st.just("reset")),
            st.tuples(st.just("fail"), st.sampled_from(sorted(FAILURES))),
        ),
        max_size=20,
    )
)
def test_a_vm_is_what_its_snapshots_say(actions: list[tuple[object, ...]]) -> None:
    """Against a dictionary that is copied."""
    names = ("a", "b", "c")
    model: dict[str, int] = {}
    taken: list[tuple[Snapshot, dict[str, int]]] = []
    with VM(limits=LIMITS.replace(steps=100_000)) as vm:
        for action, *arguments in actions:
            if action == "set":
                name, value = arguments
                vm.set(str(name), value)
                model[str(name)] = value  # type: ignore[assignment]
            elif action == "snapshot":
                taken.append((vm.snapshot(), dict(model)))
            elif action == "restore" and taken:
                snapshot, then = taken[int(str(arguments[0])) % len(taken)]
                vm.restore(snapshot)
                model = dict(then)
            elif action == "reset":
                vm.reset()
                model = {}
            elif action == "fail":
                source, _ = FAILURES[str(arguments[0])]
                with pytest.raises(LookupError), vm.transaction():
                    vm.run(
                        "items = [1, 2]\nclass Node: pass\ntable = 2\ndef total(): pass\n" + source
                    )
                    raise LookupError
            seen = vm.run("{n: globals()[n] for n in ['a', 'b', 'c'] if n in globals()}").value
            assert seen == model and set(model) <= set(names)
