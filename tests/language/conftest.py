"""Tests of dialect "python": one VM a file, for the programs of ``language_helpers.py``."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from language_helpers import LIMITS

from pkhost import VM


@pytest.fixture(scope="module")
def vm() -> Iterator[VM]:
    with VM(limits=LIMITS, dialect="python") as made:
        yield made
