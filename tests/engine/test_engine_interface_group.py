"""VMs of a group do what those of every home have to do: the tests of the interface, for them."""

from __future__ import annotations

from typing import Any

import pytest
from test_engine_interface import *  # noqa: F403  # the tests
from test_engine_interface_host import *  # noqa: F403

from pkhost.engine import factory
from pkhost.engine.dialect import Dialect
from pkhost.engine.interface import EngineVM, Home
from protocol_helpers import MEMORY, new_vm, words  # noqa: F401  # the fixture

pytestmark = pytest.mark.home("process", reason="a group is a process")


class InOneGroup:
    """The home of processes, where all VMs are in one."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def new_vm(
        self,
        memory: int,
        policy: bytes,
        group: str | None = None,
        dialect: Dialect | None = None,
    ) -> EngineVM:
        return self._home.new_vm(memory, policy, group or "conformance", dialect)

    def protections(self) -> dict[str, str]:
        return self._home.protections()

    def worker_count(self) -> int:
        return self._home.worker_count()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._home, name)


@pytest.fixture(name="home")
def each_home() -> Home:
    return InOneGroup(factory.home("process"))


def test_they_share_a_process(home: Home, vm: EngineVM) -> None:
    before = home.worker_count()
    other = home.new_vm(MEMORY, words())
    assert home.worker_count() == before
    other.close()
