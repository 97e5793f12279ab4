"""`pip install -e .` in a fresh checkout, as somebody does who wants to change pkhost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from build_helpers import copy_checkout

pytestmark = pytest.mark.slow

SCRIPT = "import pkhost; print(pkhost.run_script('print(1)').stdout)"
EDITED = "import pkhost; print(pkhost.edited)"
ADDED = """\
import ctypes
from pkhost import _engine
print(getattr(ctypes.CDLL(_engine.__file__), "pkhost_added", None) is not None)
"""


class Environment:
    """A fresh checkout, and a fresh virtual environment into which it is installed."""

    def __init__(self, folder: Path, variables: dict[str, str]) -> None:
        self._variables = os.environ | variables
        self.root = copy_checkout(folder / "checkout")
        self._folder = folder / "environment"
        # This Python's pip installs it: to give the environment its own takes seconds.
        subprocess.run(
            [sys.executable, "-m", "venv", "--without-pip", str(self._folder)], check=True
        )

    def install(self) -> None:
        """The one command that README names, also for after a change in csrc/."""
        done = subprocess.run(
            [sys.executable, "-m", "pip", "--python", str(self._folder / "bin" / "python"),
             "install", "--disable-pip-version-check", "-e", "."],
            cwd=self.root, env=self._variables, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    def python(self, program: str) -> str:
        done = subprocess.run(
            [self._folder / "bin" / "python", "-c", program],
            cwd="/", capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


def test_what_is_edited_is_what_runs(tmp_path: Path, remembered: dict[str, str]) -> None:
    environment = Environment(tmp_path, remembered)
    environment.install()
    assert environment.python(SCRIPT) == "1"

    # Python: at once.
    with (environment.root / "pkhost" / "__init__.py").open("a") as module:
        module.write("\nedited = 'seen at once'\n")
    assert environment.python(EDITED) == "seen at once"

    # C: after the same command again, which compiles what has changed and nothing else.
    engine = environment.root / "csrc" / "engine"
    objects = environment.root / ".build" / "work" / "engine"
    before = {path: path.stat().st_mtime_ns for path in objects.rglob("*.o")}
    assert len(before) == len(list(engine.rglob("*.c")))
    (engine / "base" / "added.c").write_text(
        "int pkhost_added(void);\nint pkhost_added(void) { return 1; }\n"
    )
    assert environment.python(ADDED) == "False"
    environment.install()
    assert environment.python(ADDED) == "True"
    assert environment.python(SCRIPT) == "1"
    after = {path: path.stat().st_mtime_ns for path in objects.rglob("*.o")}
    assert {path for path in after if after[path] != before.get(path)} == {
        objects / "base" / "added.o"
    }
