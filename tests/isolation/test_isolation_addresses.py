"""Address space: a process may use what its VMs and their runs need, when they need it."""

from __future__ import annotations

import pytest

from isolation_helpers import host_ends_well
from pkhost import VM, Limits

pytestmark = pytest.mark.usefixtures("process_home")

MIB = 1 << 20


def test_a_large_vm_in_a_new_group_has_its_address_space_at_once() -> None:
    """The zygote raises the limit of the group's process, for which the VM has to wait."""
    for _ in range(20):
        with VM(limits=Limits(memory=3 << 30), group="large") as vm:
            assert vm.eval("1 + 1") == 2


def test_a_run_that_is_given_more_than_its_group_has_memory_for_ends_alone() -> None:
    host_ends_well("""
import resource
# It is the zygote's too, and nobody may raise it.  Here there is room for what the run is given.
resource.setrlimit(resource.RLIMIT_AS, (1100 << 20, 1100 << 20))
with VM(group="short") as vm, VM(group="short") as other:
    vm.run("kept = 1").check()
    other.run("kept = 2").check()
    result = vm.run("1", stdin=b"x" * (270 << 20))
    assert result.status is Status.CRASHED and not result.restored, result
    assert "had no memory for what the run was given" in str(result.error), result.error
    assert (vm.get("kept"), other.get("kept")) == (1, 2)
""")


def test_a_run_that_is_given_much_has_address_space_for_it() -> None:
    for _ in range(2):
        with VM() as vm:
            vm.run("1", stdin=b"x" * (300 * MIB)).check()
