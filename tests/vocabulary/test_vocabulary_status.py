"""Statuses: strings that are written as they are, and which of them are limits."""

from __future__ import annotations

import json

import pytest

from pkhost import Status

LIMITS = {Status.STEPS, Status.MEMORY, Status.OUTPUT, Status.WALL_TIME, Status.CPU_TIME}


@pytest.mark.parametrize("status", Status)
def test_a_status_is_its_name_in_lower_case(status: Status) -> None:
    assert status.value == status.name.lower()
    assert str(status) == status.value
    assert f"{status}" == status.value
    assert status == status.value
    assert Status(status.value) is status
    assert json.loads(json.dumps({"status": status})) == {"status": status.value}


@pytest.mark.parametrize("status", Status)
def test_which_are_limits(status: Status) -> None:
    assert status.is_limit == (status in LIMITS)


def test_these_are_all() -> None:
    assert [status.value for status in Status] == [
        *("ok", "error", "steps", "memory", "output", "wall_time", "cpu_time"),
        *("interrupted", "crashed", "signaled", "not_started", "sandbox_failed"),
    ]
