"""typed_usage.py passes mypy --strict as a user's program would, and does what it says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import pkhost

ROOT = Path(__file__).resolve().parents[2]
USAGE = Path(__file__).with_name("typed_usage.py")
# The folder that the pkhost under test is in.
HOME = Path(pkhost.__file__).resolve().parents[1]

# As for a package that is installed: its types count, and errors inside of it are its own.
MYPY = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--follow-imports=silent"]


@pytest.mark.slow
def test_mypy_agrees(tmp_path: Path) -> None:
    done = subprocess.run(
        [*MYPY, f"--cache-dir={tmp_path}", USAGE],
        capture_output=True,
        text=True,
        timeout=300,
        cwd=tmp_path,  # where no settings of ours are found
        env={**os.environ, "MYPYPATH": str(HOME)},
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_runs() -> None:
    done = subprocess.run(
        [sys.executable, USAGE],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(HOME)},
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
