"""What the tests of pkhost/engine/interface.py share: the homes, and runs of their VMs."""

from __future__ import annotations

import select
import time
from collections.abc import Callable, Iterator
from typing import Any

import msgpack
import pytest

from engine_helpers import PATIENCE
from pkhost import Limits, Policy, Status
from pkhost.engine import constants, factory
from pkhost.engine.interface import EngineVM, Home
from pkhost.engine.isolation import Isolation
from pkhost.engine.job import Job, Kind
from pkhost.engine.outcome import Event, Outcome

MEMORY = 4 << 20
LIMITS = Limits(memory=MEMORY)
FREE = Limits(memory=MEMORY, steps=None, wall_time=None, cpu_time=None)
ENDLESS = "while True: pass"


def words(policy: Policy | None = None) -> bytes:
    return (policy or Policy.open())._words()


@pytest.fixture(name="home")
def each_home(isolation: Isolation) -> Home:
    return factory.home(isolation)


@pytest.fixture(name="vm")
def new_vm(home: Home) -> Iterator[EngineVM]:
    made = home.new_vm(MEMORY, words())
    yield made
    made.close()


def job(source: str, **more: Any) -> Job:
    return Job(source.encode(), "main.py", more.pop("limits", LIMITS), **more)


def finish(vm: EngineVM, event: Event | None = None) -> Outcome:
    """Wait for the end of a run that asks for nothing."""
    end = time.monotonic() + PATIENCE
    while event is not Event.DONE:
        assert event in (None, Event.SIGNALED, Event.TIMEOUT, Event.OUTPUT_READY), event
        assert time.monotonic() < end
        event = vm.wait(1)
    return vm.outcome()


def run(vm: EngineVM, source: str, **more: Any) -> Outcome:
    return finish(vm, vm.run(job(source, **more)))


def wait_for(vm: EngineVM, event: Event) -> None:
    while (seen := vm.wait(PATIENCE)) is not event:
        assert seen is Event.SIGNALED, seen


def stop(vm: EngineVM) -> None:
    while not vm.halt():
        pass


def value(outcome: Outcome) -> Any:
    assert outcome.status is Status.OK, outcome
    return None if outcome.value is None else msgpack.unpackb(outcome.value, strict_map_key=False)


class Answering:
    """Answers by hand, in MessagePack."""

    def __init__(self, reply: Callable[[int, bytes], bytes | None]) -> None:
        self._reply = reply
        self.direct: list[Callable[..., Any] | None] = []
        self.stopped_by: BaseException | None = None
        self.is_asked_here: Callable[[], bool] = bool
        self.was_asked_here = False

    def answer(self, function: int, data: bytes) -> bytes | None:
        self.was_asked_here = self.is_asked_here()
        return self._reply(function, data)

    def gave(self, given: Any) -> bytes | None:
        return bytes([constants.REPLY_VALUE]) + msgpack.packb(given)

    def raised(self, error: BaseException) -> bytes | None:
        said = [type(error).__name__, str(error), 77]
        return bytes([constants.REPLY_EXCEPTION]) + msgpack.packb(said)


def expose(vm: EngineVM, *functions: str) -> None:
    records = [[None, name, f"{name}(a)", number, None] for number, name in enumerate(functions)]
    exposed = run(vm, "", kind=Kind.EXPOSE, payload=msgpack.packb(records))
    assert exposed.status is Status.OK, exposed.error


def ask(vm: EngineVM, source: str, **more: Any) -> Outcome:
    return run(vm, source, kind=Kind.EVALUATE, **more)


def is_readable(descriptor: int, timeout: float) -> bool:
    return bool(select.select([descriptor], [], [], timeout)[0])
