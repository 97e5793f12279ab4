"""Fixtures of these tests; each test's process is compared before and after."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator

import pytest

from pkhost import VM
from slices_helpers import descriptors


def threads() -> int:
    """How many threads of Python's there are, without stand-ins for the engine's own.

    One stands in the list once a thread of the engine's has asked for its own name, and old
    Pythons keep it for some time when the thread is gone.
    """
    return sum(1 for thread in threading.enumerate() if type(thread).__name__ != "_DummyThread")


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    """Every test: descriptors, Python's threads and children are as before."""
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
