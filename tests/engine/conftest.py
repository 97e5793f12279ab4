"""Fixtures of the engine's tests; each test's process is compared before and after."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine_helpers import ProcessState
from pkhost import VM, Limits, Policy


@pytest.fixture(autouse=True)
def unchanged_process() -> Iterator[None]:
    """Every test: the process's descriptors, children, signals and folder are as before."""
    before = ProcessState.now()
    yield
    after = ProcessState.now()
    environments = [
        {k: v for k, v in state.environment.items() if k != "PYTEST_CURRENT_TEST"}
        for state in (before, after)
    ]
    assert environments[0] == environments[1]
    for name in ("files", "children", "native_handlers", "handlers", "folder", "mask"):
        assert getattr(after, name) == getattr(before, name), name


@pytest.fixture
def vm() -> Iterator[VM]:
    """A VM with the default limits and the closed policy."""
    with VM() as made:
        yield made


@pytest.fixture
def open_vm() -> Iterator[VM]:
    """A VM with the policy wall open: what holds is the capsule."""
    with VM(limits=Limits(memory="16MiB"), policy=Policy.open()) as made:
        yield made
