"""What every home of VMs has to do for scripts that ask the host, and for hosts that wait for many:
see pkhost/engine/interface.py."""

from __future__ import annotations

import os
import sys
import threading
import time

import msgpack
import pytest

from engine_helpers import PATIENCE
from pkhost import Status, VMClosedError
from pkhost.engine import constants
from pkhost.engine.factory import engine
from pkhost.engine.interface import EngineVM, Home
from pkhost.engine.outcome import Event
from protocol_helpers import (  # noqa: F401  # the fixtures
    ENDLESS,
    FREE,
    MEMORY,
    Answering,
    ask,
    each_home,
    expose,
    is_readable,
    job,
    new_vm,
    run,
    stop,
    value,
    words,
)

# -------------------------------------------------------------------- asking the host


def test_a_script_asks_the_host(vm: EngineVM) -> None:
    def reply(function: int, data: bytes) -> bytes | None:
        [argument] = msgpack.unpackb(data)
        if argument == "stop":
            return None
        if argument == "raise":
            return answers.raised(ValueError("no"))
        return answers.gave([function, argument])

    answers = Answering(reply)
    for _ in range(2):
        vm.attach(answers)
    expose(vm, "zero", "one")
    assert value(ask(vm, "[zero(5), one('b')]")) == [[0, 5], [1, "b"]]
    assert answers.was_asked_here and not answers.is_asked_here()
    long = "x" * 100_000
    assert value(ask(vm, f"one({long!r})")) == [1, long]
    failed = ask(vm, "zero('raise')")
    assert failed.error is not None and (failed.error.type, failed.host_error) == (
        "ValueError",
        77,
    )
    assert ask(vm, "zero('stop')").status is Status.INTERRUPTED


@pytest.mark.parametrize("size", [10, 100_000])
def test_the_host_closes_the_vm_that_asks_it(
    home: Home, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its script is stopped, and nobody is told anything but that."""
    unheard: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", unheard.append)
    vm = home.new_vm(MEMORY, words())
    answered = threading.Event()

    def reply(function: int, data: bytes) -> bytes | None:
        vm.close()
        answered.set()
        return answers.gave("x" * size)

    answers = Answering(reply)
    vm.attach(answers)
    expose(vm, "f")
    wakeup = engine().new_wakeup()
    vm.start(job("while True: f(1)", limits=FREE, wakeup=wakeup, wakeup_tag=1))
    assert answered.wait(PATIENCE)
    with pytest.raises(VMClosedError):
        vm.running()
    wakeup.close()
    end = time.monotonic() + PATIENCE
    with pytest.raises(OSError, match="Bad file descriptor"):  # when the run has left it
        while time.monotonic() < end:
            os.fstat(wakeup.descriptor)
            time.sleep(0.001)
    assert unheard == []


def test_a_direct_call_goes_by_the_function_itself(vm: EngineVM) -> None:
    asked: list[int] = []

    def reply(function: int, data: bytes) -> bytes | None:
        asked.append(function)
        return answers.gave(sum(msgpack.unpackb(data)))

    answers = Answering(reply)
    answers.direct = [lambda a: a if a != 3 else [a], None]
    vm.attach(answers)
    expose(vm, "f", "g")
    assert value(ask(vm, "[f(1), f(2), f(3), g(4)]")) == [1, 2, [3], 4]
    assert set(asked) <= {0, 1} and 1 in asked


class BrokenError(Exception):
    """What code of the host's own raises, around its functions."""


@pytest.mark.parametrize("broken", ["answer", "gave", "raised"])
@pytest.mark.parametrize("kind", [KeyboardInterrupt, BrokenError])
def test_what_the_answers_raise_themselves_stops_the_script_and_is_kept(
    vm: EngineVM, broken: str, kind: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Ctrl-C may strike there, where the script runs on the main thread's behalf."""
    unheard: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", unheard.append)
    error = kind("here")

    class Broken(Answering):
        def answer(self, function: int, data: bytes) -> bytes | None:
            raise error

        def gave(self, given: object) -> bytes:
            raise error

        def raised(self, failure: BaseException) -> bytes:
            raise error

    def fail(_: int) -> int:
        raise ZeroDivisionError

    answers = Broken(lambda *_: None)
    answers.direct = [None if broken == "answer" else fail if broken == "raised" else lambda a: [a]]
    vm.attach(answers)
    expose(vm, "f")
    for _ in range(3):  # a thread's first call takes another way
        answers.stopped_by = None
        assert ask(vm, "f(1)").status is Status.INTERRUPTED
        assert answers.stopped_by is error
    assert unheard == []


def test_a_script_imports_from_the_host(vm: EngineVM) -> None:
    def reply(function: int, data: bytes) -> bytes | None:
        assert function == constants.IMPORT
        if data == b"mine.py":
            return bytes([constants.REPLY_VALUE]) + b"x = 5"
        return bytes([constants.REPLY_EXCEPTION])

    vm.attach(Answering(reply))
    done = run(vm, "import mine\nmine.x", want_value=True, has_importer=True)
    assert value(done) == 5
    failed = run(vm, "import yours", has_importer=True)
    assert failed.error is not None and failed.error.type == "ModuleNotFoundError"


# --------------------------------------------------------------------------- wakeups


def test_a_wakeup_tells_which_runs_want_attention(home: Home) -> None:
    wakeup = engine().new_wakeup()
    vms = {tag: home.new_vm(MEMORY, words()) for tag in (7, 8, 9)}
    assert not is_readable(wakeup.descriptor, 0) and wakeup.take() == []
    for tag, vm in vms.items():
        source = ENDLESS if tag == 9 else "input()"
        vm.start(job(source, limits=FREE, input_on_demand=True, wakeup=wakeup, wakeup_tag=tag))
    seen: set[int] = set()
    while seen != {7, 8}:
        assert is_readable(wakeup.descriptor, PATIENCE)
        seen.update(wakeup.take())
    assert vms[7].wait(0) is Event.INPUT_WANTED and vms[9].wait(0) is Event.TIMEOUT
    assert not is_readable(wakeup.descriptor, 0)
    vms[9].interrupt()
    assert is_readable(wakeup.descriptor, PATIENCE) and wakeup.take() == [9]
    wakeup.close()
    assert wakeup.take() == []
    wakeup.close()
    for vm in vms.values():
        stop(vm)
        os.fstat(wakeup.descriptor)  # it stays for the runs that have not left it
        vm.leave_wakeup()
        vm.leave_wakeup()
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(wakeup.descriptor)
    for vm in vms.values():
        vm.close()


def test_a_run_that_was_told_to_stop_is_stopping(vm: EngineVM) -> None:
    """As long as it waits for the host, which it has asked."""
    seen: list[bool] = []

    def reply(function: int, data: bytes) -> bytes | None:
        seen.extend((vm.stopping(), vm.interrupt(), vm.stopping(), vm.running()))
        return answers.gave(1)

    answers = Answering(reply)
    vm.attach(answers)
    expose(vm, "f")
    assert ask(vm, "f(1)").status is Status.INTERRUPTED
    assert seen == [False, True, True, True]
    assert not vm.stopping() and not vm.running()
