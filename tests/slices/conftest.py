"""Fixtures of these tests; each test's process is compared before and after."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator

import pytest

from pkhost import VM
from slices_helpers import descriptors


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    """Every test: descriptors, Python's threads and children are as before."""
    before = descriptors(), threading.active_count()
    yield
    # A thread that was joined has ended for Python before it has for threading's count.
    deadline = time.monotonic() + 5
    while (descriptors(), threading.active_count()) != before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert (descriptors(), threading.active_count()) == before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.fixture
def vm() -> Iterator[VM]:
    """A VM with the default limits and the closed policy."""
    with VM() as made:
        yield made
