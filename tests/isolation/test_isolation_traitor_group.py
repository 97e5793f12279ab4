"""A group's process that was taken over writes into all its lanes: the host has its wits.

As in test_isolation_traitor_lies.py, hostile C stands in the place of the engine.  Whatever is
written, each run of each VM ends within its limits, and other groups have nothing of it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from betrayal import LIMITS, crashed, in_the_workers_place, traitor

from pkhost import VM, Limits, Status

pytestmark = pytest.mark.usefixtures("process_home")

EVERYTHING = 2**64 - 1
GRACE = 25.0
"""Seconds in which each case is over, by far."""
FREE = Limits(memory="8MiB", steps=None, wall_time=None, cpu_time=None)


@pytest.fixture(scope="module", autouse=True)
def _worker(isolation: str) -> Iterator[None]:
    with in_the_workers_place(traitor()):
        yield


def of(group: str) -> VM:
    return VM(limits=LIMITS, group=group)


ORDERS = [
    f"all_ended 1 {1 << 16 | 9}",
    f"all_ended 1 {1 << 16 | 9} 1",
    f"all_ended 1 {EVERYTHING} 1",
    "all_sleep 1 0",
    "all_sleep 1 0 1",
    "all_sleep 1 2 1",
    f"all_sleep 1 {EVERYTHING} 1",
    f"all_places 1 {EVERYTHING - 7}",
    "all_places 1 16 1",
    f"all_read 1 {EVERYTHING}",
    f"all_read 1 {1 << 62} 1",
    f"all_states 1 {EVERYTHING} 1",
    "all_filled 1 255 1",
    "all_filled 1 1",
    "rung 1",
]


@pytest.mark.parametrize("order", ORDERS)
def test_lies_in_all_lanes(order: str) -> None:
    begin = time.monotonic()
    with (
        of("traitors") as first,
        of("traitors") as second,
        of("traitors") as third,
        of("others") as other,
    ):
        waiting = second.start("sleep", limits=FREE)  # a run is under way in another lane
        assert first.run(order).status in (Status.OK, Status.CRASHED)
        assert third.run("well").status in (Status.OK, Status.CRASHED)
        waiting.interrupt()
        assert waiting.result(GRACE).status in (Status.CRASHED, Status.INTERRUPTED)
        again = other.run("well")
        assert (again.status, again.stdout) == (Status.OK, "well\n")
    assert time.monotonic() - begin < GRACE
    with of("traitors") as after:  # a process that nobody has spoilt
        assert after.run("well").stdout == "well\n"


@pytest.mark.parametrize(
    ("order", "why"),
    [
        ("place 1 0", "wrote what cannot be"),
        (f"word_ended {1 << 16 | 9}", "SIGKILL"),
        (f"announce 64 1 {EVERYTHING} 0", "wrote more than its limit on output"),
        ("type 164 0 0", "said what it cannot say"),
    ],
)
def test_lies_in_its_own_lane_end_the_process(order: str, why: str) -> None:
    with of("traitors") as first, of("traitors") as second:
        assert why in crashed(first.run(order))
        for vm in (first, second):
            assert vm.run("well").status in (Status.OK, Status.CRASHED)
            assert vm.run("well").stdout == "well\n"
