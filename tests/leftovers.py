"""What a test may leave behind: nothing.  Counted before and after each test of some suites."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest


def descriptors() -> set[str]:
    """The open descriptors of this process, with where they lead."""
    found = set()
    for entry in Path("/proc/self/fd").iterdir():
        try:
            found.add(f"{entry.name} {entry.readlink()}")
        except FileNotFoundError:  # the one that reads the folder
            continue
    return found


def threads() -> int:
    """How many threads of Python's there are, without stand-ins for the engine's own.

    One stands in the list once a thread of the engine's has asked for its own name, and old
    Pythons keep it for some time when the thread is gone.
    """
    return sum(1 for thread in threading.enumerate() if type(thread).__name__ != "_DummyThread")


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    """For every test of a suite whose conftest imports it: descriptors, Python's threads and
    children are as before."""
    before = descriptors(), threads()
    yield
    # A thread that was joined has ended for Python before it has for threading's count.
    deadline = time.monotonic() + 5
    while (descriptors(), threads()) != before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert (descriptors(), threads()) == before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
