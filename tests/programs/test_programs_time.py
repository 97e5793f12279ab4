"""Processor time: to the fraction of a second, and of processes that leave no record."""

from __future__ import annotations

from pathlib import Path

import pytest

from pkhost import Limits, Status, run_program
from pkhost.programs import protections

from .cases import case
from .conftest import run_worker


def test_fractions_of_a_second_of_processor_time(hostile: str) -> None:
    for limit in (0.05, 0.1):
        burn = [hostile, "cpu_burn", str(limit * 3)]
        result = run_program(burn, limits=Limits(cpu_time=limit))
        assert result.status is Status.CPU_TIME
        assert limit < result.usage.cpu_time < limit * 2
        burn[-1] = str(limit / 2)
        assert run_program(burn, limits=Limits(cpu_time=limit)).ok


@pytest.mark.parametrize("milliseconds", ["5", "30"])
@pytest.mark.parametrize("how", ["ignore", "nocldwait"])
@pytest.mark.parametrize("profile", ["strict", "none"])
def test_time_of_children_that_leave_no_record(
    milliseconds: str, how: str, profile: str, hostile: str
) -> None:
    state = protections.available("cpu_accounting")
    if state != "on":
        pytest.skip(state)
    result = run_program(
        [hostile, "cpu_in_short_children", milliseconds, "4", how],
        limits=Limits(cpu_time=0.5, wall_time=20),
        profile=profile,
    )
    assert result.status is Status.CPU_TIME
    assert 0.5 < result.usage.cpu_time < 1
    assert result.protections["cpu_accounting"] in ("on", "not needed: the control group counts")


def test_time_of_children_that_are_waited_for_is_counted_once(hostile: str) -> None:
    result = run_program(
        [hostile, "cpu_in_short_children", "10", "0.4", "wait"],
        limits=Limits(cpu_time=0.7, wall_time=20),
    )
    assert result.check().stdout == "done\n"
    assert 0.4 <= result.usage.cpu_time < 0.7
    result = run_program(
        [hostile, "cpu_in_short_children", "10", "0.4", "wait"],
        limits=Limits(cpu_time=0.35, wall_time=20),
    )
    assert result.status is Status.CPU_TIME


def test_time_that_cannot_be_counted_is_said(guests: Path) -> None:
    """By a field of the result; and whoever requires it is told before anything runs."""
    batch = run_worker(guests, [case("own_priority")], refuse_namespaces=True)
    said = batch["outcomes"]["own_priority"]["protections"]["cpu_accounting"]
    assert said.startswith("this user may not use performance events")
    assert said == batch["probe"]["cpu_accounting"]
