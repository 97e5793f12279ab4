"""A launcher whose filter of system calls outgrows its room is an error, never a missing wall."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from building import places

RUN = """
import pkhost
try:
    result = pkhost.run_program(["true"])
except pkhost.LauncherError as error:
    print("refused:", error)
else:
    print(result, result.protections["seccomp"])
"""


@pytest.mark.slow
def test_a_filter_without_room_is_refused(tmp_path: Path) -> None:
    package = tmp_path / "pkhost"
    ignored = shutil.ignore_patterns("*.pyc", "_launcher", "_worker")
    shutil.copytree(places.PACKAGE, package, ignore=ignored)
    environment = {
        **os.environ,
        "CC": "gcc -DMOST_INSTRUCTIONS=100",
        "PKHOST_BUILD_DIR": str(tmp_path / "build"),
    }
    subprocess.run(
        [sys.executable, places.ROOT / "build.py", "launcher", "--into", package],
        env=environment, check=True, capture_output=True,
    )  # fmt: skip
    tmp_path.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", RUN], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith("refused: the launcher has no room for its filter"), done
