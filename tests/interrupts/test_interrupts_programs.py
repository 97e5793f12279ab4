"""Ctrl-C at every place at which Python looks for signals, in every public call for programs.

After each, while the traceback is still there, no process of the program's and
no scratch folder may be left, and the next program runs.
"""

from __future__ import annotations

import asyncio
import logging
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from interrupts_helpers import (
    STORMS,
    At,
    descriptors_but_sockets,
    threads,
    tidy_up_behind_asyncio,
)
from pkhost import Limits, open_program, run_program, run_program_async
from pkhost.programs._input import open_direct

# Each place takes some processes, so not all of them every time.
STRIDES = {(0, 0): 97, (1, 40): 211, (6, 9): 223}
MARK = f"86{os.getpid()}.25"


@pytest.fixture(autouse=True)
def a_place_of_our_own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Other processes make and remove scratch folders too."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o1777)
        monkeypatch.setattr(tempfile, "tempdir", folder)
        monkeypatch.setenv("TMPDIR", folder)
        yield


@pytest.fixture(autouse=True)
def nothing_is_left(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    # What asyncio says of lost tasks would be kept, and keep them.
    caplog.set_level(logging.CRITICAL + 1, "asyncio")
    before = descriptors_but_sockets(), threads()
    yield
    assert (descriptors_but_sockets(), threads()) == before


def sleepers() -> list[int]:
    """Processes of this test's programs."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                if MARK.encode() in (folder / "cmdline").read_bytes().split(b"\0"):
                    found.append(int(folder.name))
            except OSError:
                continue
    return found


def scratch_folders() -> set[str]:
    return set(os.listdir(tempfile.gettempdir()))  # noqa: PTH208


def nothing_runs(folders: set[str]) -> None:
    """Soon: what is killed is gone within milliseconds."""
    end = time.monotonic() + 20
    while sleepers() or scratch_folders() - folders:
        assert time.monotonic() < end, (sleepers(), scratch_folders() - folders)
        time.sleep(0.001)


def converse() -> None:
    with open_program(["cat"]) as program:
        program.send("a\n")
        assert program.read_until("\n") == "a\n"
        program.close_stdin()
        program.result(10)


def leave() -> None:
    # Its wall time must not end it while nothing_runs() waits.
    with open_program(["sleep", MARK], limits=Limits(wall_time=120)):
        pass


async def hear(text: str) -> None:
    assert text == "x"
    await asyncio.sleep(0)


CALLS: dict[str, Callable[[], Any]] = {
    "run": lambda: run_program(["true"]),
    "files and input": lambda: run_program(["cat", "f"], files={"f": "x"}, stdin="y"),
    "a file": lambda: run_program(["cat"], stdin=Path(__file__)),
    "a file at a terminal": lambda: run_program(["cat"], stdin=Path(__file__), terminal=True),
    "an answering function": lambda: run_program(["cat"], stdin=lambda out, err: None),
    "no protections": lambda: run_program(["true"], profile="none", files={"f": "x"}),
    "a conversation": converse,
    "a program that is left": leave,
    "async": lambda: asyncio.run(run_program_async(["true"])),
    "async functions": lambda: asyncio.run(run_program_async(["cat"], stdin="x", on_stdout=hear)),
}


@pytest.mark.parametrize("storm", STORMS)
@pytest.mark.parametrize("call", CALLS)
def test_nothing_is_left_running(at: At, call: str, storm: tuple[int, int]) -> None:
    folders = scratch_folders()

    def check() -> None:
        if call.startswith("async"):
            tidy_up_behind_asyncio()
        nothing_runs(folders)
        assert run_program(["echo", "1"]).stdout == "1\n"

    within = "/pkhost/" if call.startswith("async") else ""
    if call in ("a conversation", "a program that is left"):
        # Not where __enter__ and __exit__ begin, before they have done anything: nothing in
        # Python can protect that.  The program ends when the traceback goes: see the next test.
        within = "/pkhost/programs/_"
    # asyncio has twice as many places as all else.
    stride = STRIDES[storm] * (2 if call.startswith("async") else 1)
    at.every_place(CALLS[call], check, storm=storm, stride=stride, within=within)


@pytest.mark.parametrize("storm", STORMS)
def test_nothing_is_left_of_a_start_or_an_end(at: At, storm: tuple[int, int]) -> None:
    """At many more places of the code that starts a run and ends it, of a program that would run
    on: the traceback refers to what that code had in its hands."""
    folders = scratch_folders()
    interrupted = at.every_place(
        leave, lambda: nothing_runs(folders), storm=storm, stride=5, within="/programs/_run.py"
    )
    assert interrupted > 50


@pytest.mark.parametrize("call", [converse, leave])
def test_a_conversation_ends_with_the_traceback_at_the_latest(
    at: At, call: Callable[[], None]
) -> None:
    """At every place of its own code, those too where __enter__ and __exit__ begin."""
    folders = scratch_folders()
    at.every_place(
        call, lambda: nothing_runs(folders), within="/programs/conversation.py", in_traceback=False
    )


@pytest.mark.parametrize("storm", STORMS)
def test_opening_a_file_loses_no_descriptor(at: At, storm: tuple[int, int]) -> None:
    """At each place: the fixture counts."""

    def go() -> None:
        file = open_direct(Path(__file__))
        assert file is not None
        del file

    at.every_place(go, lambda: None, storm=storm)
