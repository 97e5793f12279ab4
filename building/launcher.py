"""Compiles csrc/launcher to the small executable that starts a program under limits."""

from __future__ import annotations

from pathlib import Path

from . import places, toolchain


def make(folder: Path) -> Path:
    """Build the launcher in ``folder``; return its path."""
    # Position-independent, so that the kernel places it at random; it runs before any limit holds.
    objects = toolchain.compile_all(
        sorted(places.LAUNCHER.glob("*.c")),
        folder / "launcher",
        [*toolchain.FLAGS, *toolchain.sanitizers(), *toolchain.WARNINGS, f"-I{places.LAUNCHER}"],
    )
    launcher = folder / places.LAUNCHER_NAME
    toolchain.link(launcher, objects, ["-pie", *toolchain.LINKING, *toolchain.sanitizers()])
    return launcher
