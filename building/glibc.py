"""Keeps to the oldest C library that pkhost runs with, whatever the one it is built with."""

from __future__ import annotations

import os
import re
from pathlib import Path

from . import elf, places
from .errors import BuildError

OLDEST = (2, 34)
"""PocketPy's dlopen and pthread_create are then in libc itself, where libc.table finds them.

It is also what the tag manylinux_2_34 of a wheel promises.
"""

HEADER = places.ROOT / "csrc" / "oldest_glibc.h"
"""Included before all of our C that is linked to the C library; it says what it is for."""

OURS = "Let csrc do without it, or let csrc/oldest_glibc.h ask for the older one."


def flags() -> tuple[str, ...]:
    """The compiler's flags by which C of ours takes nothing newer from the C library."""
    return ("-include", str(HEADER))


def check_machine() -> None:
    """End the build where the C library is not the GNU one, or too old."""
    try:
        said = os.confstr("CS_GNU_LIBC_VERSION") or ""
    except (ValueError, OSError):
        said = ""
    name, _, version = said.partition(" ")
    if name != "glibc" or tuple(map(int, version.split(".")[:2])) < OLDEST:
        raise BuildError(
            f"pkhost needs glibc {_dotted(OLDEST)} or later, as in Debian 12, "
            f"and this machine's C library is {said or 'another one'}."
        )


def check(file: Path, advice: str) -> None:
    """End the build if ``file`` takes something of the C library that the oldest does not have."""
    newer = sorted(
        f"{name} ({version})"
        for name, version in elf.read(file).versions
        if (numbers := re.fullmatch(r"GLIBC_(\d+)\.(\d+)(?:\.\d+)?", version))
        and (int(numbers[1]), int(numbers[2])) > OLDEST
    )
    if newer:
        raise BuildError(
            f"{file.name} would not run with glibc {_dotted(OLDEST)}, which pkhost promises: it "
            f"takes {', '.join(newer)} from the C library. {advice}"
        )


def _dotted(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))
