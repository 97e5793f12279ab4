"""These tests are about scripts in processes: VMs that name no home are there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import homes


@pytest.fixture(scope="module", autouse=True)
def isolation() -> Iterator[str]:
    with homes.at_home("process") as home:
        yield home


@pytest.fixture(scope="module")
def process_home(request: pytest.FixtureRequest, isolation: str) -> None:
    """For tests that have VMs in processes, and so are not meant by ``--home thread``."""
    if request.config.getoption("home") == "thread":
        pytest.skip("--home thread: this test has VMs in processes")
