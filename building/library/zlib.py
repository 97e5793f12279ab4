"""Finds zlib as a static library, and makes an object of what the engine uses of it.

The names of its functions are changed, as the process that loads the engine may have a zlib of its
own: each must call its own.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .. import debian, places
from ..compile import toolchain
from ..errors import BuildError
from ..records import Done, once

SUPPORTED = ((1, 2, 13), (1, 2), (1, 3))
"""The versions, by how they begin; the first is taken if it is to be had: what compress() gives may
differ between versions."""

DEBIAN_PACKAGES = ("zlib1g-dev",)
DEBIAN_SUITES = ("bookworm", "trixie")

FUNCTIONS = (
    "adler32", "crc32", "deflate", "deflateInit2_", "deflateEnd", "deflateCopy",
    "deflateSetDictionary", "inflate", "inflateInit2_", "inflateEnd", "inflateCopy",
    "inflateSetDictionary",
)  # fmt: skip
"""What csrc/engine/python/zlib.h has names for."""

OWN = (
    "set PKHOST_ZLIB_PREFIX to a folder that has include/zlib.h, lib/libz.a and "
    "share/licenses/zlib/LICENSE"
)


@dataclass(frozen=True)
class Zlib:
    """zlib as installed: read, never changed, by the build."""

    include_dirs: tuple[Path, ...]
    """The folders of ``zlib.h`` and ``zconf.h``."""
    library: Path
    """The static library."""
    licence_file: Path | None
    """The text of its licence, if it came with one."""


def find(build_folder: Path) -> Zlib:
    """Find zlib, fetching it into ``build_folder`` if need be; else BuildError."""
    chosen = os.environ.get("PKHOST_ZLIB_PREFIX")
    if chosen:
        return _checked(Path(chosen), f"PKHOST_ZLIB_PREFIX={chosen}")
    root = build_folder / "zlib" / "root"
    if not root.is_dir():
        debian.fetch(root.parent, wanted())
    return _checked(root / "usr", f"Debian's {DEBIAN_PACKAGES[0]}")


def wanted() -> debian.Wanted:
    """What to fetch of Debian's archive."""
    return debian.Wanted(
        "zlib", DEBIAN_PACKAGES, DEBIAN_SUITES, rank, OWN, f"Either {OWN}"
    )  # fmt: skip


def rank(version: str) -> int | None:
    """The place of one of Debian's versions in SUPPORTED; None if it is not supported."""
    upstream = version.rpartition(":")[2]
    numbers = tuple(int(part) for part in re.findall(r"\d+", upstream)[:3])
    return next((i for i, start in enumerate(SUPPORTED) if numbers[: len(start)] == start), None)


def _checked(prefix: Path, origin: str) -> Zlib:
    """The zlib of an install prefix, where Debian has folders for each kind of machine."""
    include = prefix / "include"
    libraries = [prefix / "lib" / "libz.a", *sorted(prefix.glob("lib/*/libz.a"))]
    library = next((path for path in libraries if path.is_file()), None)
    if library is None or not (include / "zlib.h").is_file():
        raise BuildError(f"{origin} does not hold zlib.h and libz.a: {OWN}.")
    folders = (include, *sorted({path.parent for path in include.glob("*/zconf.h")}))
    licences = (
        prefix / "share" / "licenses" / "zlib" / "LICENSE",
        prefix / "share" / "doc" / DEBIAN_PACKAGES[0] / "copyright",
    )
    return Zlib(folders, library, next((path for path in licences if path.is_file()), None))


def make(found: Zlib, folder: Path) -> Path:
    """Make the object in ``folder``; return its path."""
    whole, target = folder / "zlib-whole.o", folder / "zlib.o"
    wanted_names = [f"-Wl,-u,{name}" for name in FUNCTIONS]
    joining = [
        *toolchain.compiler(), "-r", "-nostdlib", *wanted_names, str(found.library),
        "-o", str(whole),
    ]  # fmt: skip
    objcopy = toolchain.tool_of_the_compiler("objcopy")
    hiding = [objcopy, *(f"--keep-global-symbol={name}" for name in FUNCTIONS), str(whole)]
    renaming = [
        objcopy,
        *(f"--redefine-sym={name}=pkhost_zlib_{name}" for name in FUNCTIONS),
        str(whole),
        str(target),
    ]

    def step() -> Done:
        for command in (joining, hiding, renaming):
            answer = subprocess.run(command, capture_output=True, text=True, check=False)
            if answer.returncode:
                raise BuildError(
                    f"zlib could not be prepared for linking: {' '.join(command)}\n"
                    f"{answer.stderr.strip()}"
                )
        return Done([found.library, *places.build_code()])

    once(target, str([joining, hiding, renaming]), step)
    return target


def flags(found: Zlib) -> list[str]:
    """What the compiler is told of its headers."""
    return [word for path in found.include_dirs for word in ("-isystem", str(path))]
