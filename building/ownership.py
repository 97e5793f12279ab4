"""Compiles csrc/ownership to the extension module ``pkhost._ownership``."""

from __future__ import annotations

from pathlib import Path

from . import glibc, places, toolchain
from .extension import stable_python


def make(folder: Path) -> Path:
    """Build the extension in ``folder``; return its path."""
    objects = toolchain.compile_all(
        sorted(places.OWNERSHIP.glob("*.c")),
        folder / "ownership",
        [
            *toolchain.FLAGS,
            *glibc.flags(),
            *toolchain.sanitizers(),
            *toolchain.WARNINGS,
            "-fvisibility=hidden",
            *stable_python(),
        ],
    )
    extension = folder / places.OWNERSHIP_NAME
    toolchain.link(extension, objects, ["-shared", *toolchain.LINKING, *toolchain.sanitizers()])
    glibc.check(extension, glibc.OURS)
    return extension
