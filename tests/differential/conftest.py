"""One VM a file for all comparisons: a run leaves only names that the next one writes again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from differential_helpers import LIMITS
from pkhost import VM


@pytest.fixture(scope="module")
def vm() -> Iterator[VM]:
    with VM(limits=LIMITS) as made:
        yield made
