"""How to compile an extension module that serves every CPython from 3.10 on."""

from __future__ import annotations

import sysconfig
from pathlib import Path

from ..errors import BuildError
from .toolchain import hide


def flags() -> list[str]:
    """Flags to compile against the part of Python's C interface that is stable since 3.10."""
    headers = headers_folder()
    return [
        "-DPy_LIMITED_API=0x030a0000", "-isystem", headers, hide(Path(headers), "python")
    ]  # fmt: skip


def headers_folder() -> str:
    """The folder of Python.h; BuildError if it is not installed."""
    folder = sysconfig.get_path("include")
    if not (Path(folder) / "Python.h").is_file():
        raise BuildError(
            f"Python's C headers are missing ({folder}/Python.h): on Debian, run "
            "`apt-get install python3-dev`."
        )
    return folder
