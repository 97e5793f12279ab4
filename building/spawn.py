"""Compiles csrc/spawn to the extension module ``pkhost._spawn``, which starts the launcher."""

from __future__ import annotations

from pathlib import Path

from . import glibc, places, toolchain
from .extension import stable_python


def make(folder: Path) -> Path:
    """Build the extension in ``folder``; return its path."""
    objects = toolchain.compile_all(
        sorted(places.SPAWN.glob("*.c")),
        folder / "spawn",
        [
            *toolchain.FLAGS,
            *glibc.flags(),
            *toolchain.sanitizers(),
            *toolchain.WARNINGS,
            "-fvisibility=hidden",
            *stable_python(),
            f"-I{places.LAUNCHER}",
        ],
    )
    extension = folder / places.SPAWN_NAME
    toolchain.link(extension, objects, ["-shared", *toolchain.LINKING, *toolchain.sanitizers()])
    glibc.check(extension, glibc.OURS)
    return extension
