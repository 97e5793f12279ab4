"""Fixtures of the engine's tests; each test's process is compared before and after."""

from __future__ import annotations

import functools
import time
from collections.abc import Iterator

import pytest

import homes
from engine_helpers import ProcessState
from pkhost import VM, Limits, Policy, run_script


@functools.cache
def begin(home: str) -> None:
    """The first run in a home starts what stays for all later ones."""
    assert run_script("1").ok, home


@pytest.fixture(autouse=True)
def unchanged_process() -> Iterator[None]:
    """Every test: the process's descriptors, children, signals and folder are as before.

    As before in the end: a run whose owner has forgotten it ends by itself, and nobody tells.
    """
    begin(homes.current())
    before = ProcessState.now()
    yield
    deadline = time.monotonic() + 10
    while (after := ProcessState.now()) != before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert after == before


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
