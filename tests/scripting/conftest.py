"""Fixtures of the tests of talking with scripts; each test's process is compared with itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from leftovers import nothing_is_left
from pkhost import VM

__all__ = ["nothing_is_left", "vm"]  # what this file gives its tests


@pytest.fixture
def vm() -> Iterator[VM]:
    """A VM with the default limits and the closed policy."""
    with VM() as made:
        yield made
