"""The steps of a build in their order, from nothing to the files in the package."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from . import glibc, places
from .capsule import private_copy
from .compile import native, toolchain
from .errors import BuildError
from .pocketpy import locate

Report = Callable[[str], None]


def no_report(stage: str) -> None:
    """Report no stage."""


def check_machine() -> None:
    """End the build on a machine on which nothing of this can work."""
    if sys.platform != "linux":
        raise BuildError(
            f"pkhost runs on Linux only, and this is {sys.platform}: its limits rest on the Linux "
            "kernel and the GNU C library. Use a Linux machine, virtual machine or container."
        )


def find_pocketpy(report: Report = no_report) -> locate.PocketPy:
    """Find PocketPy, fetching it if need be."""
    check_machine()
    with places.only_build() as folder:
        report("PocketPy")
        return locate.find(folder)


def make(targets: tuple[str, ...], destination: Path, report: Report = no_report) -> list[Path]:
    """Make ``targets`` (capsule, extension, launcher, ownership, licence) in ``destination``.

    Returns the files there.  What is up to date is neither made nor copied again.
    """
    check_machine()
    with places.only_build() as folder:
        report("PocketPy")
        found = locate.find(folder)
        work = folder / "work"
        work.mkdir(exist_ok=True)
        natives: list[toolchain.NativeFile] = []
        made: dict[str, Path] = {}
        if "capsule" in targets or "extension" in targets:
            report("capsule")
            glibc.check_machine()
            made[places.CAPSULE_NAME] = copied = private_copy.make(found.library, work)
            if "extension" in targets:
                natives.append(native.engine(found, copied, work))
        if "launcher" in targets:
            natives += [native.launcher(work), native.spawn(work)]
        if "ownership" in targets:
            natives.append(native.ownership(work))
        if natives:
            report("csrc")
        made |= {path.name: path for path in toolchain.make(natives)}
        if "licence" in targets and found.licence_file:
            made[places.LICENCE_NAME] = found.licence_file
        return [_place(source, destination / name) for name, source in made.items()]


def clean() -> None:
    """Remove what builds have made: the build folder, and the built files in the package."""
    for name in (
        places.CAPSULE_NAME, places.EXTENSION_NAME, places.LAUNCHER_NAME, places.SPAWN_NAME,
        places.OWNERSHIP_NAME, places.LICENCE_NAME,
    ):  # fmt: skip
        (places.PACKAGE / name).unlink(missing_ok=True)
    shutil.rmtree(places.build_folder())


def _place(source: Path, target: Path) -> Path:
    """Copy, unless an equal file is there; never into a file that a process may have mapped."""
    target.parent.mkdir(parents=True, exist_ok=True)
    old, new = (target.stat() if target.exists() else None), source.stat()
    if old is None or (old.st_size, old.st_mtime_ns) != (new.st_size, new.st_mtime_ns):
        fresh = target.with_name(target.name + ".new")
        shutil.copy2(source, fresh)
        fresh.replace(target)
    return target
