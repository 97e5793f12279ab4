"""What the tests of isolation share: programs in C, compiled for a test."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pkhost
from building.compile import toolchain

ROOT = Path(__file__).resolve().parents[2]
CSRC = ROOT / "csrc"
HERE = Path(__file__).resolve().parent

SANITIZERS = ("-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-g")


def compiled(target: Path, sources: Sequence[Path], *options: str) -> Path:
    """Compile C sources, which may include what is in csrc/, into the executable ``target``."""
    command = [
        *toolchain.compiler(),
        *("-std=c11", "-O1", "-Wall", "-Wextra", "-Werror", "-pthread", f"-I{CSRC}"),
        *options,
        *map(str, sources),
        *("-o", str(target)),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return target


def environment() -> dict[str, str]:
    """The environment of a program that has its own sanitizers: nothing is preloaded."""
    return {
        name: value
        for name, value in os.environ.items()
        if name not in ("LD_PRELOAD", "ASAN_OPTIONS", "UBSAN_OPTIONS")
    }


def python_environment() -> dict[str, str]:
    """The environment of a Python that finds the pkhost under test, which need not be near here."""
    package = str(Path(pkhost.__file__).resolve().parents[1])
    return {**os.environ, "PYTHONPATH": os.pathsep.join((package, str(ROOT)))}
