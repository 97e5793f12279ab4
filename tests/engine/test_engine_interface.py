"""What every home of VMs has to do: see pkhost/engine/interface.py.

To hold another home to this, add it to ``HOMES`` in tests/homes.py.
"""

from __future__ import annotations

import gc
import inspect
import itertools
import re
import threading
import time
import weakref
from collections.abc import Callable
from typing import Any

import msgpack
import pytest

from engine_helpers import PATIENCE
from pkhost import Limits, Status, VMBusyError, VMClosedError
from pkhost.engine import constants, interface
from pkhost.engine.factory import engine
from pkhost.engine.interface import EngineVM, Home
from pkhost.engine.job import Kind
from pkhost.engine.outcome import Event, Outcome, Stream
from pkhost.engine.wakeup import EngineWakeup
from pkhost.limits import InvalidLimit
from pkhost.scripts.packed_files import pack_files, unpack_files
from protocol_helpers import (  # noqa: F401  # the fixtures
    ENDLESS,
    FREE,
    LIMITS,
    MEMORY,
    Answering,
    each_home,
    finish,
    is_readable,
    job,
    new_vm,
    run,
    stop,
    value,
    wait_for,
    words,
)

# ------------------------------------------------------------------------ signatures


def methods(protocol: type) -> dict[str, inspect.Signature]:
    return {
        name: inspect.signature(member)
        for name, member in vars(protocol).items()
        if inspect.isfunction(member) and not name.startswith("_")
    }


def parameters(signature: inspect.Signature) -> list[tuple[str, Any, Any]]:
    return [(p.name, p.kind, p.default) for p in signature.parameters.values()]


def test_all_of_the_protocols_is_there(home: Home, vm: EngineVM) -> None:
    wakeup = engine().new_wakeup()
    for protocol, made in {
        interface.Engine: engine(),
        interface.Home: home,
        interface.EngineVM: vm,
        interface.EngineSnapshot: vm.snapshot(),
        EngineWakeup: wakeup,
    }.items():
        for name, signature in methods(protocol).items():
            theirs = inspect.signature(getattr(type(made), name))
            assert parameters(theirs) == parameters(signature), f"{protocol.__name__}.{name}"
        for name in getattr(protocol, "__annotations__", {}):
            assert isinstance(getattr(made, name), int), f"{protocol.__name__}.{name}"
    wakeup.close()


# ------------------------------------------------------------------------------ runs


def test_a_run_of_each_kind(vm: EngineVM) -> None:
    done = run(vm, "print('out')\ndef f(a, b=1): return [a, b]\n6 * 7", want_value=True)
    assert (value(done), done.stdout, done.stderr, done.kind) == (42, "out\n", "", Kind.EXECUTE)
    assert (done.error, done.exit_code, done.files, done.restored) == (None, None, b"", False)
    assert value(run(vm, "f(2)", kind=Kind.EVALUATE)) == [2, 1]
    arguments = msgpack.packb([[3], {"b": 4}])
    assert value(run(vm, "f", kind=Kind.CALL, payload=arguments)) == [3, 4]
    assert value(run(vm, "x", kind=Kind.SET, payload=msgpack.packb({"a": None}))) is None
    got = run(vm, "x", kind=Kind.GET)
    assert (value(got), got.kind) == ({"a": None}, Kind.GET)
    assert value(run(vm, "y + 1", want_value=True, payload=msgpack.packb({"y": 5}))) == 6
    assert run(vm, "5", interactive=True).stdout == "5\n"
    assert value(run(vm, "5")) is None


def test_an_outcome_of_each_status(vm: EngineVM) -> None:
    def of(source: str, **limits: Any) -> Outcome:
        return run(vm, source, limits=FREE.replace(**limits) if limits else LIMITS)

    assert of("1").status is Status.OK
    failed = of("def f():\n    return 1 / 0\nf()")
    assert failed.status is Status.ERROR and failed.error is not None
    assert failed.error.type == "ZeroDivisionError"
    assert [(entry.line, entry.function) for entry in failed.error.traceback] == [
        (3, None),
        (2, "f"),
    ]
    for status, source, limits in (
        (Status.STEPS, ENDLESS, {"steps": 1000}),
        (Status.MEMORY, "a = []\nwhile True: a.append('x' * 1000)", {"wall_time": PATIENCE}),
        (Status.OUTPUT, "while True: print('x' * 100)", {"stdout": 1000}),
        (Status.WALL_TIME, ENDLESS, {"wall_time": 0.02}),
        (Status.CPU_TIME, ENDLESS, {"cpu_time": 0.02}),
    ):
        stopped = of(source, **limits)
        assert stopped.status is status, stopped
        assert stopped.error is not None and stopped.error.type == status.name
    assert stopped.usage.cpu_time >= 0.02
    assert of("import sys\nexit(3)").exit_code == 3
    assert of("1", steps=100).usage.steps is not None
    assert of("1", wall_time=PATIENCE).usage.steps is None


def test_there_is_nothing_to_wait_for_without_a_run(vm: EngineVM) -> None:
    assert vm.wait() is Event.DONE
    assert (vm.running(), vm.interrupt(), vm.stopping(), vm.pause(), vm.paused()) == (False,) * 5
    assert vm.halt() and vm.inspect() is None and not vm.go_on(1)


def test_a_wait_ends_with_its_time_and_a_run_with_an_interrupt(vm: EngineVM) -> None:
    vm.start(job(ENDLESS, limits=FREE))
    assert vm.wait(0) is Event.TIMEOUT and vm.wait(0.01) is Event.TIMEOUT
    assert vm.running() and not vm.stopping()
    assert vm.interrupt()
    assert finish(vm).status is Status.INTERRUPTED and not vm.running()
    vm.start(job(ENDLESS, limits=FREE))
    stop(vm)
    assert vm.wait(0) is Event.DONE and vm.outcome().status is Status.INTERRUPTED


def test_one_thing_at_a_time(vm: EngineVM) -> None:
    before = vm.snapshot()
    vm.start(job(ENDLESS, limits=FREE))
    for refused in (
        lambda: vm.start(job("1")),
        lambda: vm.run(job("1")),
        vm.reset,
        vm.rebase,
        vm.snapshot,
        lambda: vm.restore(before),
    ):
        with pytest.raises(VMBusyError):
            refused()
    stop(vm)
    assert value(run(vm, "1", want_value=True)) == 1


def test_a_size_that_cannot_be_is_refused(home: Home, vm: EngineVM) -> None:
    least, most = engine().memory_bounds()
    for size in (0, least - 1, most + 1):
        with pytest.raises(InvalidLimit) as refused:
            home.new_vm(size, words())
        assert refused.value.field == "memory"
    small = home.new_vm(least, words())
    assert value(run(small, "1", limits=Limits(memory=least), want_value=True)) == 1
    small.close()
    with pytest.raises(InvalidLimit, match=re.escape(f"memory: {MEMORY + 1} bytes for this run")):
        vm.start(job("1", limits=Limits(memory=MEMORY + 1)))
    assert not vm.running() and run(vm, "1").status is Status.OK


# ------------------------------------------------------------------- input and output


def test_input_comes_on_demand(vm: EngineVM) -> None:
    source = "print(input())\nprint(input())\ninput()"
    assert vm.run(job(source, stdin=b"one\n", input_on_demand=True)) is Event.INPUT_WANTED
    vm.give_input(b"two\n")
    wait_for(vm, Event.INPUT_WANTED)
    vm.give_input(b"")
    ended = finish(vm)
    assert ended.stdout == "one\ntwo\n"
    assert ended.error is not None and ended.error.type == "EOFError"


def test_output_is_taken_as_it_comes(vm: EngineVM) -> None:
    source = "import sys\nprint('abcdef')\nsys.stderr.write('é')\ninput()\nprint('end')"
    event = vm.run(job(source, stream_output=True, input_on_demand=True))
    taken: dict[Stream, list[bytes]] = {stream: [] for stream in Stream}
    end = time.monotonic() + PATIENCE
    while event is not Event.DONE and time.monotonic() < end:
        for stream, pieces in taken.items():
            while piece := vm.take_output(stream, 4):
                assert len(piece) <= 4
                pieces.append(piece)
        if event is Event.INPUT_WANTED:
            vm.give_input(b"\n")
        event = vm.wait(PATIENCE)
    done = vm.outcome()
    assert b"".join(taken[Stream.STDOUT]) + done.stdout.encode() == b"abcdef\nend\n"
    assert b"".join(taken[Stream.STDERR]) + done.stderr.encode() == "é".encode()
    assert (done.usage.stdout_bytes, done.usage.stderr_bytes) == (11, 2)


def test_output_that_was_not_taken_is_in_the_outcome(vm: EngineVM) -> None:
    finish(vm, vm.run(job("print('abcdef')", stream_output=True)))
    assert vm.take_output(Stream.STDOUT, 3) == b"abc"
    assert (vm.outcome().stdout, vm.outcome().usage.stdout_bytes) == ("def\n", 7)


def test_files_go_in_and_come_out(vm: EngineVM) -> None:
    files = pack_files({"a": b"1\0\xff", "b": "text"})
    source = "with open('c', 'w') as f:\n    f.write(open('b', 'r').read())"
    done = run(vm, source, files=files, files_quota=1000)
    assert done.status is Status.OK, done.error
    assert unpack_files(done.files) == {"c": b"text"}
    for broken in (b"x", files[:-1], pack_files({"n" * 1024: b""}).replace(b"\4\0", b"\4\1")):
        with pytest.raises(ValueError, match="files: they are not packed"):
            vm.start(job("1", files=broken, files_quota=1000))
    assert run(vm, "1").status is Status.OK


def test_a_first_run_has_nothing_of_another_vms(home: Home) -> None:
    """VMs that are made for one run each, some of which are like the one before."""
    few = Limits(memory=MEMORY, steps=50)
    for limits, filename, want_value in itertools.product(
        (LIMITS, few, few), ("a.py", "a.py", "b.py"), (True, True, False)
    ):
        vm = home.new_vm(MEMORY, words())
        more = {"limits": limits, "want_value": want_value, "stdin": b"in"}
        done = finish(vm, vm.run(job("input()", **more)._replace(filename=filename)))
        assert value(done) == ("in" if want_value else None)
        failed = finish(vm, vm.run(job(ENDLESS, limits=few)._replace(filename=filename)))
        assert failed.status is Status.STEPS and failed.error is not None
        assert failed.error.traceback[0].file == filename
        vm.close()
    for source, ends in (("sum(range(100))", Status.STEPS), ("1", Status.OK)):
        vm = home.new_vm(MEMORY, words())
        assert finish(vm, vm.run(job(source, limits=few))).status is ends
        vm.close()


def test_a_run_has_nothing_of_the_run_before(home: Home, vm: EngineVM) -> None:
    wakeup = engine().new_wakeup()
    numbers: dict[str, set[float]] = {"seeded": set(), "not": set()}
    for _ in range(3):
        everything = run(
            vm,
            "import random\n[a, input(), open('f', 'r').read(), random.random()]",
            payload=msgpack.packb({"a": 7}),
            stdin=b"line",
            files=pack_files({"f": b"text"}),
            files_quota=1000,
            deterministic=True,
            seed=5,
            wakeup=wakeup,
            wakeup_tag=3,
            want_value=True,
        )
        *given, number = value(everything)
        assert given == [7, "line", "text"]
        numbers["seeded"].add(number)
        assert is_readable(wakeup.descriptor, PATIENCE) and wakeup.take() == [3]
        vm.reset()
        for source, kind in (
            ("a", "NameError"),
            ("input()", "EOFError"),
            ("open('f', 'r')", "FileNotFoundError"),
            ("open('g', 'w').write('too much')", "PermissionError"),
        ):
            failed = run(vm, source)
            assert failed.error is not None and failed.error.type == kind, failed
        other = run(vm, "import random\nrandom.random()", want_value=True)
        numbers["not"].add(value(other))
        assert not is_readable(wakeup.descriptor, 0)
    assert (len(numbers["seeded"]), len(numbers["not"])) == (1, 3)


# ---------------------------------------------------------------------------- pauses


def test_a_run_is_paused_looked_at_and_goes_on(vm: EngineVM) -> None:
    source = "def f(n):\n    while n < 100000:\n        n = n + 1\n    return n\nx = f(0)"
    vm.start(job(source, pausable=True, begin_paused=True))
    wait_for(vm, Event.PAUSED)
    assert vm.running() and vm.paused()
    assert vm.go_on(50)
    wait_for(vm, Event.PAUSED)
    seen = vm.inspect()
    assert seen is not None
    assert [entry.function for entry in seen.traceback] == [None, "f"]
    [[name, kind, packed]] = msgpack.unpackb(seen.variables)
    assert (name, kind) == (b"n", b"int") and 0 < msgpack.unpackb(packed) < 50
    lines = []
    for _ in range(4):
        assert vm.go_on(None, by_line=True)
        wait_for(vm, Event.PAUSED)
        seen = vm.inspect()
        assert seen is not None
        lines.append(seen.traceback[-1].line)
    assert lines in ([2, 3, 2, 3], [3, 2, 3, 2])
    assert vm.go_on(None)
    assert not vm.go_on(None) or vm.wait(0) is not Event.PAUSED
    vm.wait_resumed(0)
    assert value(finish(vm)) is None and not vm.go_on(1)
    assert value(run(vm, "x", kind=Kind.GET)) == 100000


def test_who_waits_hears_that_a_run_goes_on(vm: EngineVM) -> None:
    vm.start(job(ENDLESS, limits=FREE, pausable=True, begin_paused=True))
    begun, resumed = threading.Event(), threading.Event()

    def wait() -> None:
        while vm.paused():
            begun.set()
            vm.wait_resumed(2 * PATIENCE)
        resumed.set()

    waiter = threading.Thread(target=wait)
    waiter.start()
    assert begun.wait(PATIENCE)
    assert vm.go_on(None) and resumed.wait(PATIENCE)
    assert vm.pause()
    wait_for(vm, Event.PAUSED)
    stop(vm)
    waiter.join()


def test_what_cannot_be_paused_is_not(vm: EngineVM) -> None:
    with pytest.raises(ValueError, match="pausable"):
        vm.start(job("1", begin_paused=True))
    vm.start(job(ENDLESS, limits=FREE))
    assert not vm.pause() and not vm.go_on(1) and vm.inspect() is None
    stop(vm)


# ----------------------------------------------------------------------- between runs


def test_a_vm_goes_back_to_what_it_was(home: Home, vm: EngineVM) -> None:
    run(vm, "x = 1")
    restores = vm.restores()
    snapshot = vm.snapshot()
    assert snapshot.size > 0
    run(vm, "x = 2")
    vm.restore(snapshot)
    assert value(run(vm, "x", kind=Kind.GET)) == 1
    vm.rebase()
    run(vm, "x = 3")
    vm.reset()
    assert value(run(vm, "x", kind=Kind.GET)) == 1 and vm.restores() == restores + 1
    run(vm, "x = 3", reset_after=True)
    assert value(run(vm, "x", kind=Kind.GET)) == 1 and vm.restores() == restores + 2
    run(vm, "x = 3")
    vm.renew()
    assert value(run(vm, "x", kind=Kind.GET)) == 1 and vm.restores() == restores + 3
    other = home.new_vm(MEMORY, words())
    with pytest.raises(ValueError, match="another VM"):
        other.restore(snapshot)
    other.close()
    snapshot.close()
    snapshot.close()
    with pytest.raises(RuntimeError, match="closed"):
        vm.restore(snapshot)
    assert 0 < vm.memory_in_use() < MEMORY and vm.check_memory() is None


# --------------------------------------------------------------------------- the end


def test_no_more_runs_begin(vm: EngineVM) -> None:
    vm.start(job(ENDLESS, limits=FREE))
    vm.refuse_runs()
    assert vm.running()
    stop(vm)
    with pytest.raises(VMClosedError):
        vm.start(job("1"))
    assert vm.outcome().status is Status.INTERRUPTED


USES: dict[str, Callable[[EngineVM], object]] = {
    "attach": lambda vm: vm.attach(Answering(lambda *_: None)),
    "start": lambda vm: vm.start(job("1")),
    "run": lambda vm: vm.run(job("1")),
    "wait": lambda vm: vm.wait(0),
    "outcome": lambda vm: vm.outcome(),
    "running": lambda vm: vm.running(),
    "interrupt": lambda vm: vm.interrupt(),
    "halt": lambda vm: vm.halt(),
    "stopping": lambda vm: vm.stopping(),
    "take_output": lambda vm: vm.take_output(Stream.STDOUT),
    "give_input": lambda vm: vm.give_input(b"x"),
    "leave_wakeup": lambda vm: vm.leave_wakeup(),
    "pause": lambda vm: vm.pause(),
    "paused": lambda vm: vm.paused(),
    "go_on": lambda vm: vm.go_on(1),
    "wait_resumed": lambda vm: vm.wait_resumed(0),
    "inspect": lambda vm: vm.inspect(),
    "reset": lambda vm: vm.reset(),
    "renew": lambda vm: vm.renew(),
    "rebase": lambda vm: vm.rebase(),
    "restores": lambda vm: vm.restores(),
    "snapshot": lambda vm: vm.snapshot(),
    "memory_in_use": lambda vm: vm.memory_in_use(),
    "refuse_runs": lambda vm: vm.refuse_runs(),
    "fail_allocation": lambda vm: vm.fail_allocation(0),
    "check_memory": lambda vm: vm.check_memory(),
}


def test_use_after_close_is_a_clear_error(home: Home, vm: EngineVM) -> None:
    snapshot = vm.snapshot()
    assert vm.protections() == home.protections()
    assert USES.keys() | {"close", "restore", "protections"} == methods(EngineVM).keys()
    for _ in range(2):
        vm.close()
        for name, use in {**USES, "restore": lambda vm: vm.restore(snapshot)}.items():
            with pytest.raises(VMClosedError, match="this VM is closed; make a new one"):
                use(vm)
                pytest.fail(f"{name}() went through")
    wakeup = engine().new_wakeup()
    wakeup.close()
    fresh = home.new_vm(MEMORY, words())
    with pytest.raises(RuntimeError, match="wakeup is closed"):
        fresh.start(job("1", wakeup=wakeup))
    fresh.close()


def test_a_vm_is_closed_while_others_use_it(home: Home) -> None:
    """What is under way in another thread comes to its end first, and then the run."""
    for attempt in range(20):
        vm = home.new_vm(MEMORY, words())
        vm.start(job(ENDLESS, limits=FREE, pausable=bool(attempt % 2)))
        waiting = threading.Event()
        seen: list[object] = []

        def wait(
            vm: EngineVM = vm, seen: list[object] = seen, waiting: threading.Event = waiting
        ) -> None:
            waiting.set()
            try:
                while vm.wait(PATIENCE) is not Event.DONE:
                    pass
                seen.append("done")
            except VMClosedError as closed:
                seen.append(closed)

        waiter = threading.Thread(target=wait)
        waiter.start()
        assert waiting.wait(PATIENCE)
        vm.close()
        waiter.join(PATIENCE)
        assert not waiter.is_alive() and len(seen) == 1


def test_a_vm_that_nobody_has_ends_its_run(home: Home) -> None:
    wakeup = engine().new_wakeup()
    vm = home.new_vm(MEMORY, words())
    vm.start(job(ENDLESS, limits=FREE, wakeup=wakeup, wakeup_tag=1))
    gone = weakref.ref(vm)
    del vm
    gc.collect()
    assert gone() is None
    # The worker thread is free for another run, so that there need not be one more.
    before = home.worker_count()
    end = time.monotonic() + PATIENCE
    while True:
        assert time.monotonic() < end
        other = home.new_vm(MEMORY, words())
        assert run(other, "1").status is Status.OK
        other.close()
        if home.worker_count() <= before:
            break
    wakeup.close()


# ---------------------------------------------------------------------------- bounds


def test_packed_values_are_looked_at(home: Home) -> None:
    assert engine().is_plain(msgpack.packb([[1]]), 2)
    assert not engine().is_plain(msgpack.packb([[1]]), 1)
    assert not engine().is_plain(msgpack.packb([1 << 63]), 2)
    assert not engine().is_plain(msgpack.packb(float("nan")), 2)


def test_every_constant_is_there(home: Home) -> None:
    assert all(isinstance(engine().constant(name), int) for name in constants.__all__)
    assert re.fullmatch(r"\d+\.\d+\.\d+", engine().pocketpy_version())
