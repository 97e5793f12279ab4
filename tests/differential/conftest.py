"""One VM for all comparisons: a run leaves only names behind that the next one writes again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from differential_helpers import LIMITS
from pkhost import VM


@pytest.fixture(scope="session")
def vm() -> Iterator[VM]:
    with VM(limits=LIMITS) as made:
        yield made
