"""What Python owns of the engine's: VMs, snapshots and wakeups are freed once, whoever does it."""

from __future__ import annotations

import gc
import os
import threading
import time
import weakref
from pathlib import Path

import pytest

from engine_helpers import PATIENCE, printed, python
from pkhost import EngineError, Limits, Policy
from pkhost.engine.extension import binding
from pkhost.engine.extension.handle import Closed, Handle
from pkhost.engine.factory import engine, home
from pkhost.engine.interface import EngineVM
from pkhost.engine.job import Job
from pkhost.engine.outcome import Event

MEMORY = 3 << 30  # of a VM; far more than threads and their arenas take of the address space
WORDS = Policy()._words()
FREE = Limits(memory=MEMORY, steps=None, wall_time=None, cpu_time=None)
ENDLESS = Job(b"while True: pass", "main.py", FREE)


def address_space() -> int:
    return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208


def await_freed(before: int) -> None:
    """Wait until less than one VM more than before is there."""
    end = time.monotonic() + PATIENCE
    while address_space() - before > MEMORY // 2:
        assert time.monotonic() < end, "the VM's memory was not given back"
        time.sleep(0.001)


@pytest.fixture(autouse=True)
def warm() -> None:
    """A worker thread, whose stack is there before anything is measured, and what is imported."""
    vm = home().new_vm(4 << 20, WORDS)
    event = vm.run(Job(b"1", "main.py", Limits(memory=4 << 20)))
    while event is not Event.DONE:
        event = vm.wait()
    engine().new_wakeup().close()


def new_vm() -> EngineVM:
    return home().new_vm(MEMORY, WORDS)


@pytest.mark.home("thread", reason="what is looked at is this process's address space")
def test_each_kind_is_freed_once_however_often_it_is_closed() -> None:
    before, files = address_space(), descriptors()
    vm = new_vm()
    snapshot = vm.snapshot()
    wakeup = engine().new_wakeup()
    assert address_space() - before >= MEMORY and descriptors() > files
    for _ in range(3):
        for handle in (snapshot, wakeup, vm):
            handle.close()
        assert descriptors() == files
        assert address_space() - before < MEMORY // 2
    del vm, snapshot, wakeup
    gc.collect()
    assert descriptors() == files


def test_a_snapshot_outlives_its_vm() -> None:
    vm = new_vm()
    snapshot = vm.snapshot()
    vm.close()
    other = new_vm()
    with pytest.raises(ValueError, match="another VM"):
        other.restore(snapshot)
    snapshot.close()
    assert snapshot.size > 0


def test_there_is_nothing_to_close_after_a_failed_constructor() -> None:
    """What `make` has put into the variable is freed, though no handle was ever whole."""
    bound, files = binding.load(), descriptors()

    class Thing(Handle):
        _closed = Closed(RuntimeError, "this thing is closed")

    def fails_at_once(variable: object) -> None:
        raise ZeroDivisionError

    def fails_late(variable: object) -> None:
        bound.lib.pkhost_wakeup_new(variable)
        assert descriptors() == files + 1
        raise ZeroDivisionError

    for make in (fails_at_once, fails_late):
        thing = Thing.__new__(Thing)
        with pytest.raises(ZeroDivisionError):
            thing.__init__(bound, "wakeup", make)  # type: ignore[misc]
        gc.collect()
        assert descriptors() == files
        for _ in range(2):
            thing.close()
        with pytest.raises(RuntimeError, match="this thing is closed"):
            _ = thing._kept.thing


def test_no_descriptor_is_an_error_that_says_so() -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    lowest = os.dup(0)
    os.close(lowest)
    resource.setrlimit(resource.RLIMIT_NOFILE, (lowest, hard))
    try:
        with pytest.raises(EngineError, match="ulimit -n"):
            engine().new_wakeup()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.home("thread", reason="what is looked at is this process's address space")
@pytest.mark.parametrize("way", ["closed", "forgotten", "collected"])
def test_the_last_reference_may_be_another_threads(way: str) -> None:
    before, files = address_space(), descriptors()
    vm, wakeup = new_vm(), engine().new_wakeup()
    vm.start(ENDLESS._replace(wakeup=wakeup, wakeup_tag=1))
    assert address_space() - before >= MEMORY
    held: list[object] = [vm, wakeup]
    if way == "collected":
        held.append(held)
    gone = weakref.ref(vm)

    def let_go(held: list[object]) -> None:
        for handle in held[:2]:
            if way == "closed":
                handle.close()  # type: ignore[attr-defined]
        del handle
        held.clear() if way != "collected" else None
        del held
        gc.collect()

    thread = threading.Thread(target=let_go, args=(held,))
    del vm, wakeup, held
    thread.start()
    thread.join(PATIENCE)
    del thread
    gc.collect()
    assert gone() is None
    await_freed(before)
    end = time.monotonic() + PATIENCE
    while descriptors() != files:  # the run leaves the wakeup when it has ended
        assert time.monotonic() < end
        time.sleep(0.001)


def test_a_call_under_way_keeps_what_another_thread_closes() -> None:
    """Not freed under the feet of who waits, and freed when that is over."""
    before = address_space()
    vm = new_vm()
    vm.start(ENDLESS._replace(input_on_demand=True, source=b"input()"))
    assert vm.wait(PATIENCE) is Event.INPUT_WANTED
    vm.give_input(b"")
    assert vm.wait(PATIENCE) is Event.DONE
    vm.start(ENDLESS._replace(pausable=True, begin_paused=True))
    assert vm.wait(PATIENCE) is Event.PAUSED
    calling = threading.Event()

    def call() -> None:
        calling.set()
        vm.wait_resumed(PATIENCE)

    thread = threading.Thread(target=call)
    thread.start()
    assert calling.wait(PATIENCE)
    time.sleep(0.02)  # most likely inside by now; right in either case
    vm.close()
    thread.join(PATIENCE)
    assert not thread.is_alive()
    await_freed(before)


def test_many_threads_close_one_handle() -> None:
    before = address_space()
    for _ in range(30):
        vm = new_vm()
        vm.start(ENDLESS)
        barrier = threading.Barrier(8)

        def close(vm: EngineVM = vm, barrier: threading.Barrier = barrier) -> None:
            barrier.wait(PATIENCE)
            vm.close()

        threads = [threading.Thread(target=close) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE)
    await_freed(before)


ENDS = {
    "global": "held = vm, wakeup, snapshot",
    "in a cycle": (
        "held = [vm, wakeup, snapshot]\nheld.append(held)\ndel held, vm, wakeup, snapshot"
    ),
    "in a module": "import sys; sys.kept = vm, wakeup, snapshot; sys.modules['pkhost'] = None",
    "in an object with __del__": (
        "class Last:\n    def __del__(self):\n"
        "        for handle in self.held: handle.close()\n"
        "        print('closed', flush=True)\n"
        "last = Last(); last.held = vm, wakeup, snapshot; last.self = last; del vm"
    ),
    "in atexit": (
        "import atexit\n"
        "atexit.register(lambda: [handle.close() for handle in (vm, wakeup, snapshot)])"
    ),
    "in a thread that goes on": (
        "import threading\n"
        "threading.Thread(target=lambda: vm.wait(), daemon=True).start()\n"
        "take = lambda: [wakeup.take() for _ in iter(int, 1)]\n"
        "threading.Thread(target=take, daemon=True).start()"
    ),
    "after the engine's end": (
        "import atexit\n"
        "from pkhost.engine.extension.binding import load\n"
        "atexit.unregister(load().lib.pkhost_shutdown)\n"
        "atexit.register(lambda: (load().lib.pkhost_shutdown(), vm.close(), snapshot.close()))"
    ),
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_a_process_ends_with_handles_open(end: str) -> None:
    """In any order, silently, and with a script under way."""
    code = f"""
from pkhost import Limits, Policy
from pkhost.engine.factory import engine, home
from pkhost.engine.job import Job
vm = home().new_vm({4 << 20}, Policy()._words())
snapshot, wakeup = vm.snapshot(), engine().new_wakeup()
limits = Limits(memory={4 << 20}, steps=None, wall_time=None, cpu_time=None)
vm.start(Job(b"while True: pass", "main.py", limits, wakeup=wakeup, wakeup_tag=1))
{end}
print("end", flush=True)
"""
    for _ in range(3):
        done = python(code)
        assert printed(done).startswith("end\n") and done.stderr == ""
