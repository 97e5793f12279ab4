"""Fixtures of the tests of talking with scripts; each test's process is compared with itself."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pkhost import VM


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
    """How many threads of Python's there are.

    A thread of the engine's that has asked for its own name has a stand-in in the list, which
    old Pythons keep when it is gone.
    """
    return sum(1 for thread in threading.enumerate() if type(thread).__name__ != "_DummyThread")


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    """Every test: descriptors and Python's threads are as before, children too."""
    before = descriptors(), threads()
    yield
    # A thread that was joined has ended for Python before it has for threading's count.
    deadline = time.monotonic() + 5
    while (descriptors(), threads()) != before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert (descriptors(), threads()) == before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.fixture
def vm() -> Iterator[VM]:
    """A VM with the default limits and the closed policy."""
    with VM() as made:
        yield made
