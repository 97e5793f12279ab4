"""Compiles csrc/launcher to the small executable that starts a program under limits."""

from __future__ import annotations

from pathlib import Path

from . import places, toolchain

# Linked against nothing, see csrc/launcher/base/sys.h.  A fixed address costs nothing that matters
# (it reads only what the host wrote, before any untrusted code exists) and needs no relocation,
# which there would be no one to do.
_FREESTANDING = (
    "-std=c11",
    "-O2",
    "-g",
    "-ffreestanding",
    "-fno-stack-protector",  # its canary lives in thread-local storage, which nobody sets up
    "-fno-pic",
    "-fno-pie",
)
# In one piece without debug information: every page that is touched costs time at each start.
_LINKING = (
    "-nostdlib",
    "-static",
    "-no-pie",
    "-s",
    "-Wl,-z,noexecstack",
    "-Wl,-z,noseparate-code",
    "-Wl,--build-id=none",
)


def make(folder: Path) -> Path:
    """Build the launcher in ``folder``; return its path."""
    # Without a library, undefined behaviour can only trap; there is nobody to print a report.
    checks = ("-fsanitize=undefined", "-fsanitize-undefined-trap-on-error")
    objects = toolchain.compile_all(
        toolchain.sources_in(places.LAUNCHER),
        places.LAUNCHER,
        folder / "launcher",
        [
            *_FREESTANDING,
            *(checks if toolchain.sanitizers() else ()),
            *toolchain.WARNINGS,
            f"-I{places.LAUNCHER}",
            f"-I{places.CSRC}",
        ],
    )
    launcher = folder / places.LAUNCHER_NAME
    toolchain.link(launcher, objects, _LINKING)
    return launcher
