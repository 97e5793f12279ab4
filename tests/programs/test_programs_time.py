"""Processor time: to the fraction of a second, and of processes that leave no record."""

from __future__ import annotations

import ctypes
import os
import struct

import pytest

from pkhost import Limits, Status, run_program


def test_fractions_of_a_second_of_processor_time(hostile: str) -> None:
    for limit in (0.05, 0.1):
        burn = [hostile, "cpu_burn", str(limit * 3)]
        result = run_program(burn, limits=Limits(cpu_time=limit))
        assert result.status is Status.CPU_TIME
        assert limit < result.usage.cpu_time < limit * 2
        burn[-1] = str(limit / 2)
        assert run_program(burn, limits=Limits(cpu_time=limit)).ok


def can_count_events() -> bool:
    """Whether the kernel lets this user open performance events (perf_event_open)."""
    number = {"x86_64": 298, "aarch64": 241}[os.uname().machine]
    attributes = struct.pack("IIQQQQQ64x", 1, 112, 1, 0, 0, 0, 1 << 1 | 1 << 5 | 1 << 6)
    fd = ctypes.CDLL(None).syscall(number, attributes, 0, -1, -1, 8)
    if fd >= 0:
        os.close(fd)
    return bool(fd >= 0)


@pytest.mark.parametrize("milliseconds", ["5", "30"])
@pytest.mark.parametrize("how", ["ignore", "nocldwait"])
@pytest.mark.parametrize("profile", ["strict", "none"])
def test_time_of_children_that_leave_no_record(
    milliseconds: str, how: str, profile: str, hostile: str
) -> None:
    if not can_count_events():
        pytest.skip("no performance events for this user here")
    result = run_program(
        [hostile, "cpu_in_short_children", milliseconds, "4", how],
        limits=Limits(cpu_time=0.5, wall_time=20),
        profile=profile,
    )
    assert result.status is Status.CPU_TIME
    assert 0.5 < result.usage.cpu_time < 1


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
