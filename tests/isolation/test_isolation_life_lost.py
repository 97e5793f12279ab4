"""A zygote that is killed takes all its workers with it, and what was made in them; the next need
starts another one."""

from __future__ import annotations

import pytest

from isolation_helpers import host_ends_well

pytestmark = pytest.mark.usefixtures("process_home")

HELP = """
from worker_processes import PATIENCE, Watched, kill, ours, zygote_and_workers


def kill_all():
    one = VM()  # there is a worker, by which the zygote is found
    watched = Watched(ours())
    assert kill(zygote_and_workers()[0])
    assert not watched.wait()


def lost(work):
    try:
        work()
    except EngineError as error:
        assert "make a new VM" in str(error), error
        return
    raise AssertionError("nothing was lost")
"""


def test_a_vm_goes_on_with_its_functions() -> None:
    host_ends_well(
        HELP
        + """
vm, used = VM(), VM()
vm.expose(lambda: 3, "f")
assert vm.run("f()").value == 3
used.run("x = 1").check()
kill_all()
result = used.run("x")
assert result.status is Status.CRASHED and result.restored, result
assert vm.run("f()").status in (Status.CRASHED, Status.OK)
assert vm.run("f()").value == 3
assert used.run("x").status is Status.ERROR
assert run_script("4").value == 4
"""
    )


def test_a_vm_that_held_nothing_loses_nothing() -> None:
    host_ends_well(
        HELP
        + """
vm = VM()
vm.run("1").check()
vm.reset()
kill_all()
assert vm.run("1 + 1").value == 2
"""
    )


def test_snapshots_are_lost() -> None:
    """They hold addresses, which are others in the next one."""
    host_ends_well(
        HELP
        + """
vm = VM()
vm.run("x = 1").check()
kept = vm.snapshot()
kill_all()
vm.reset()
lost(lambda: vm.restore(kept))
assert vm.run("1 + 1").value == 2
again = vm.snapshot()
vm.restore(again)
"""
    )


@pytest.mark.parametrize("size", [1, 3])
def test_a_pool_makes_its_vms_again(size: int) -> None:
    """Each of them tells of it once, at most."""
    host_ends_well(
        HELP
        + f"""
pool = VMPool({size}, setup="kept = 1")
assert pool.run("kept").value == 1
kill_all()
for _ in range({size}):
    with pool.borrow() as vm:
        try:
            assert vm.run("kept").value == 1
        except EngineError as error:
            assert "make a new VM" in str(error), error
for _ in range({size} + 1):
    assert pool.run("kept").value == 1
with pool.borrow() as vm:
    vm.run("kept = 2").check()
assert pool.run("kept").value == 1
"""
    )


def test_a_vm_that_is_renewed_is_in_another_process() -> None:
    host_ends_well(
        HELP
        + """
from pkhost.scripts.vm import VM

vm = VM()
vm.run("x = 1").check()
vm._rebase()
before = zygote_and_workers()[1]
for number in range(5):
    vm.run("y = 2").check()
    restores = vm._engine_vm.restores()
    vm._renew()
    assert vm._engine_vm.restores() == restores + 1
    assert vm.get("x") == 1
    assert vm.run("y").status is Status.ERROR
    assert before - zygote_and_workers()[1]
    before = zygote_and_workers()[1]
"""
    )
