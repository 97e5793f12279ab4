"""Starts the launcher with csrc/spawn, and says what went wrong."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import LauncherError

if TYPE_CHECKING:
    from .._spawn import Launched

_LAUNCHER = os.fspath(Path(__file__).resolve().parent.parent / "_launcher")

# What a program can read instead of a descriptor: the numbers of spawn.h.
NOTHING = -1
PIPE = -2


def launcher_path() -> str:
    """Return where the launcher is."""
    return _LAUNCHER


def launch(config: bytes, stdin: int, columns: int = 0, rows: int = 0) -> Launched:
    """Start the launcher.

    It runs, and its descriptors are open, until the object that this returns is
    freed or ended: an exception at any moment (Ctrl-C) leaves nothing behind.

    ``stdin`` is a descriptor for the program to read, which stays the
    caller's, ``NOTHING`` or ``PIPE``; with ``columns`` all three streams are a
    terminal of that size instead.  Raises ``OSError`` if this process is out
    of descriptors or the system of processes, ``LauncherError`` if there is no
    launcher.  Nothing is left open or running then.
    """
    try:
        from .._spawn import spawn
    except ImportError as error:
        raise _no_launcher(str(error)) from error
    try:
        return spawn(os.fsencode(_LAUNCHER), config, stdin, columns, rows)
    except (FileNotFoundError, PermissionError) as error:
        if error.filename != _LAUNCHER:
            raise
        if isinstance(error, PermissionError) and not os.path.isdir(_LAUNCHER):  # noqa: PTH112
            raise LauncherError(
                f"the program launcher {_LAUNCHER} cannot be started ({error.strerror}): user "
                f"{os.geteuid()} needs the right to execute it and to enter all folders above it"
            ) from error
        raise _no_launcher(error.strerror) from error


def _no_launcher(why: str | None) -> LauncherError:
    return LauncherError(
        f"the program launcher {_LAUNCHER} cannot be started ({why}); "
        "install pkhost, or run `python build.py launcher` in its sources"
    )
