"""Compiles extension modules that are C alone: ``pkhost._ownership`` and ``pkhost._spawn``."""

from __future__ import annotations

from pathlib import Path

from . import glibc, places, toolchain
from .extension import stable_python


def ownership(folder: Path) -> Path:
    """Build csrc/ownership in ``folder``; return its path."""
    return _make(places.OWNERSHIP, folder / places.OWNERSHIP_NAME)


def spawn(folder: Path) -> Path:
    """Build csrc/spawn in ``folder``; return its path."""
    return _make(places.SPAWN, folder / places.SPAWN_NAME, f"-I{places.LAUNCHER}")


def _make(sources: Path, extension: Path, *flags: str) -> Path:
    objects = toolchain.compile_all(
        toolchain.sources_in(sources),
        sources,
        extension.parent / sources.name,
        [
            *toolchain.FLAGS,
            *glibc.flags(),
            *toolchain.sanitizers(),
            *toolchain.WARNINGS,
            "-fvisibility=hidden",
            *stable_python(),
            f"-I{places.CSRC}",
            *flags,
        ],
    )
    toolchain.link(extension, objects, ["-shared", *toolchain.LINKING, *toolchain.sanitizers()])
    glibc.check(extension, glibc.OURS)
    return extension
