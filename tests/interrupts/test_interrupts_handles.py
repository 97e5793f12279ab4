"""Ctrl-C at every place while things of the engine's are made, used and closed: nothing is
lost, and nothing is freed twice."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from interrupts_helpers import PATIENCE, STORMS, At, places
from pkhost import Limits, Policy
from pkhost.engine.factory import engine, home
from pkhost.engine.interface import EngineSnapshot, EngineVM
from pkhost.engine.job import Job
from pkhost.engine.outcome import Event
from pkhost.engine.wakeup import EngineWakeup

MEMORY = 3 << 30  # of a VM; far more than all else takes of the address space
WORDS = Policy()._words()
LIMITS = Limits(memory=MEMORY, steps=None, wall_time=None, cpu_time=None)
JOB = Job(b"while True: pass", "main.py", LIMITS)


def address_space() -> int:
    return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208


def new_vm() -> EngineVM:
    return home().new_vm(MEMORY, WORDS)


def make_and_forget() -> None:
    vm, wakeup = new_vm(), engine().new_wakeup()
    vm.snapshot()
    vm.start(JOB._replace(wakeup=wakeup, wakeup_tag=1))


def make_and_close() -> None:
    vm, wakeup = new_vm(), engine().new_wakeup()
    snapshot = vm.snapshot()
    vm.restore(snapshot)
    vm.start(JOB._replace(wakeup=wakeup, wakeup_tag=1, pausable=True, begin_paused=True))
    vm.inspect()
    handles: tuple[EngineVM | EngineSnapshot | EngineWakeup, ...] = (snapshot, wakeup, vm)
    for _ in range(2):
        for handle in handles:
            handle.close()


@pytest.mark.parametrize("storm", STORMS)
@pytest.mark.parametrize("go", [make_and_forget, make_and_close])
def test_nothing_is_lost(at: At, go: Callable[[], None], storm: tuple[int, int]) -> None:
    vm = new_vm()  # and what its home has from the first on
    event = vm.run(JOB._replace(source=b"1"))
    while event is Event.SIGNALED:  # or so it may be
        event = vm.wait(PATIENCE)
    assert event is Event.DONE
    vm.close()
    del vm
    end = time.monotonic() + PATIENCE
    while address_space() > MEMORY and time.monotonic() < end:
        time.sleep(0.001)
    before, files = address_space(), descriptors()

    def check() -> None:
        end = time.monotonic() + PATIENCE
        # A run that nobody has ends a moment later, and leaves its wakeup then.
        while address_space() - before > MEMORY // 2 or descriptors() != files:
            assert time.monotonic() < end, (address_space(), before, descriptors(), files)
            time.sleep(0.001)

    at.every_place(
        go,
        check,
        storm=storm,
        stride=places(storm),
        in_traceback=False,
        within="pkhost/",
    )


@pytest.mark.parametrize("storm", STORMS)
def test_close_can_be_called_again(at: At, storm: tuple[int, int]) -> None:
    """Interrupted or not, what is closed is closed, and says so."""
    made: list[EngineVM] = []

    def go() -> None:
        made.append(new_vm())
        made[-1].close()

    def check() -> None:
        for vm in made:
            vm.close()
            with pytest.raises(RuntimeError, match="closed"):
                vm.running()
        made.clear()

    at.every_place(go, check, storm=storm, stride=places(storm), within="pkhost/")
