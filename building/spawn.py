"""Compiles csrc/spawn to the extension module ``pkhost._spawn``, which starts the launcher."""

from __future__ import annotations

from pathlib import Path

from . import places, toolchain
from .extension import python_headers


def make(folder: Path) -> Path:
    """Build the extension in ``folder``; return its path."""
    objects = toolchain.compile_all(
        sorted(places.SPAWN.glob("*.c")),
        folder / "spawn",
        [
            *toolchain.FLAGS,
            *toolchain.sanitizers(),
            *toolchain.WARNINGS,
            "-fvisibility=hidden",
            "-DPy_LIMITED_API=0x030a0000",
            "-isystem",
            python_headers(),
            toolchain.hide(Path(python_headers()), "python"),
            f"-I{places.LAUNCHER}",
        ],
    )
    extension = folder / places.SPAWN_NAME
    toolchain.link(extension, objects, ["-shared", *toolchain.LINKING, *toolchain.sanitizers()])
    return extension
