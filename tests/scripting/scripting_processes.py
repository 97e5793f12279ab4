"""Pythons of their own, for what cannot be tried in the one that tests."""

from __future__ import annotations

import subprocess
import sys

from children import child_code


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", child_code(code)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def printed(process: subprocess.CompletedProcess[str]) -> str:
    assert process.returncode == 0, process.stderr
    return process.stdout
