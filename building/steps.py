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
from .library import archive, compiled, cpython, zlib, zones
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


def make(destination: Path, target: str = "all", report: Report = no_report) -> list[Path]:
    """Make the native files of ``target`` (all, capsule, launcher) in ``destination``.

    Returns the files there.  What is up to date is neither made nor copied again.
    """
    check_machine()
    with places.only_build() as folder:
        report("PocketPy")
        found = locate.find(folder)
        work = folder / "work"
        work.mkdir(exist_ok=True)
        made: list[Path] = []
        natives: list[toolchain.NativeFile] = []
        if target in ("all", "capsule"):
            report("capsule")
            glibc.check_machine()
            made.append(private_copy.make(found.library, work))
        licences = [(found.licence_file, places.LICENCE_NAME)]
        if target == "all":
            report("CPython's library")
            library = cpython.find(folder)
            licences.append((library.licence_file, places.CPYTHON_LICENCE_NAME))
            licences.append((zones.read()[1], places.ZONES_LICENCE_NAME))
            made += toolchain.make([archive.make(library, work)])
            report("zlib")
            compression = zlib.find(folder)
            licences.append((compression.licence_file, places.ZLIB_LICENCE_NAME))
            natives += [
                *native.engine_and_worker(found, made[0], made[1], compression, work),
                native.ownership(work),
            ]
        if target in ("all", "launcher"):
            natives += [native.launcher(work), native.spawn(work)]
        if natives:
            report("csrc")
            made += toolchain.make(natives)
        if target == "all":
            report("the library's modules")
            engine = work / places.EXTENSION_NAME
            [made[1]] = toolchain.make([compiled.make(work, engine, work / "compiled")])
        placed = [_place(path, destination / path.name) for path in made]
        if target == "all":
            placed += [_place(file, destination / name) for file, name in licences if file]
        return placed


def clean() -> None:
    """Remove what builds have made: the build folder, and the built files in the package."""
    for name in (
        places.CAPSULE_NAME, places.EXTENSION_NAME, places.WORKER_NAME, places.LAUNCHER_NAME,
        places.SPAWN_NAME, places.OWNERSHIP_NAME, places.LICENCE_NAME, places.ARCHIVE_NAME,
        places.CPYTHON_LICENCE_NAME, places.ZLIB_LICENCE_NAME,
        places.ZONES_LICENCE_NAME,
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
