"""Where everything is: the sources, the build folder, the package."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "pkhost"
CSRC = ROOT / "csrc"  # what several programs share is included from here: confine/sys.h
ENGINE = ROOT / "csrc" / "engine"
LIBC_TABLE = ENGINE / "libc" / "libc.table"
INTERPOSE_LIST = ENGINE / "interpose" / "interpose.list"
LIBRARY = ROOT / "csrc" / "library"
MODULES_TABLE = LIBRARY / "modules.table"
PYTHON_MODULES = LIBRARY / "python"
LAUNCHER = ROOT / "csrc" / "launcher"
SPAWN = ROOT / "csrc" / "spawn"
OWNERSHIP = ROOT / "csrc" / "ownership"
CONFINE = ROOT / "csrc" / "confine"
CHANNEL = ROOT / "csrc" / "channel"
CLIENT = ROOT / "csrc" / "client"
WORKER = ROOT / "csrc" / "worker"

# Names inside the package folder.
CAPSULE_NAME = "libpkhost_pocketpy.so"
ARCHIVE_NAME = "libpkhost_modules.so"
EXTENSION_NAME = "_engine.abi3.so"
WORKER_NAME = "_worker"
LAUNCHER_NAME = "_launcher"
SPAWN_NAME = "_spawn.abi3.so"
OWNERSHIP_NAME = "_ownership.abi3.so"
LICENCE_NAME = "licenses/PocketPy.txt"
CPYTHON_LICENCE_NAME = "licenses/CPython.txt"
ZLIB_LICENCE_NAME = "licenses/zlib.txt"
ZONES_LICENCE_NAME = "licenses/tzdata.txt"


def build_code() -> list[Path]:
    """The files of the build itself: what these make is made again when one of them changes."""
    return sorted((ROOT / "building").rglob("*.py"))


def build_folder() -> Path:
    """The folder of everything that can be made again: ``$PKHOST_BUILD_DIR``, else ``.build``."""
    chosen = os.environ.get("PKHOST_BUILD_DIR")
    folder = Path(chosen).absolute() if chosen else ROOT / ".build"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextlib.contextmanager
def only_build() -> Iterator[Path]:
    """Hold the build folder's lock: two builds at once take turns."""
    folder = build_folder()
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder
