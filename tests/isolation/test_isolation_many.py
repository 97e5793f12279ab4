"""Many processes of scripts, one after another and at a time, and killed at random: nothing grows.

Each is a host of its own, so that what is counted is its alone; what has many processes runs inside
a guard.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from isolation_helpers import HERE, python_environment
from programs.guard import in_guard

pytestmark = pytest.mark.usefixtures("process_home")

RUNS = int(os.environ.get("PKHOST_RUNS", "3000"))
"""How many runs are to leave nothing behind; the issue asks for 100,000, which takes minutes."""

SOAK = float(os.environ.get("PKHOST_SOAK", "4"))
"""Seconds in which workers are killed at random."""


def printed(program: str, *arguments: object, timeout: float = 300.0) -> str:
    """What a host of its own prints, which ends well."""
    done = subprocess.run(
        [sys.executable, HERE / program, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=timeout,
        env=python_environment(),
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), f"{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.mark.slow
def test_runs_leave_nothing_behind() -> None:
    assert printed("growth.py", RUNS, timeout=300 + RUNS / 50) == (
        f"nothing has grown in {RUNS} runs\n"
    )


@pytest.mark.slow
@in_guard
def test_500_vms_at_a_time() -> None:
    assert printed("many_vms.py", 500) == "well\n"


def test_some_vms_at_a_time() -> None:
    assert printed("many_vms.py", 10) == "well\n"


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
@in_guard
def test_workers_killed_at_random_moments(seed: int) -> None:
    assert printed("soak.py", SOAK, seed, timeout=SOAK + 120).startswith("well ")
