"""Finds CPython's library in Python, of one version, whatever Python builds or runs pkhost.

Many modules of csrc/library/modules.table are CPython's own, as they are.  They come from Debian's
packages, or from a folder that ``$PKHOST_CPYTHON_LIBRARY`` names; never from the Python that
happens to run the build, so that a script takes the same steps everywhere.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from .. import debian
from ..errors import BuildError

SUPPORTED = ((3, 11, 2), (3, 11))
"""The versions that the modules are tried with, by how they begin; the first is taken if it is
to be had.  Debian's security updates change what follows."""

MAGIC = 3495
"""By which CPython 3.11 marks the bytecode that it keeps: the version of a folder is told by it."""

DEBIAN_PACKAGES = ("libpython3.11-minimal", "libpython3.11-stdlib")

DEBIAN_SUITES = ("bookworm",)
"""The only release with Python 3.11.  Later releases have its keys, and their mirrors its suite."""

OWN = (
    "set PKHOST_CPYTHON_LIBRARY to the folder of a CPython 3.11's library in Python (the one that "
    "os.py is in, such as /usr/lib/python3.11)"
)


@dataclass(frozen=True)
class Library:
    """CPython's library in Python: read, never changed, by the build."""

    folder: Path
    """The one that ``os.py`` is in."""
    origin: str
    """Where it came from, for people."""
    licence_file: Path | None
    """The text of its licence, if it came with one."""


def find(build_folder: Path) -> Library:
    """Find the library, fetching it into ``build_folder`` if need be; else BuildError."""
    chosen = os.environ.get("PKHOST_CPYTHON_LIBRARY")
    if chosen:
        return _checked(Path(chosen), f"PKHOST_CPYTHON_LIBRARY={chosen}")
    root = build_folder / "cpython" / "root"
    if not root.is_dir():
        debian.fetch(root.parent, wanted())
    origin = f"Debian's {' and '.join(DEBIAN_PACKAGES)}"
    return _checked(root / "usr" / "lib" / "python3.11", origin)


def wanted() -> debian.Wanted:
    """What to fetch of Debian's archive."""
    return debian.Wanted(
        "CPython 3.11",
        DEBIAN_PACKAGES,
        DEBIAN_SUITES,
        rank,
        OWN,
        f"Either {OWN}",
    )


def rank(version: str) -> int | None:
    """The place of one of Debian's versions in SUPPORTED; None if it is not supported."""
    numbers = tuple(int(part) for part in re.findall(r"\d+", version)[:3])
    return next((i for i, start in enumerate(SUPPORTED) if numbers[: len(start)] == start), None)


def _checked(folder: Path, origin: str) -> Library:
    try:
        text = (folder / "importlib" / "_bootstrap_external.py").read_text(encoding="utf-8")
    except OSError as error:
        raise BuildError(
            f"{folder} ({origin}) does not hold CPython's library in Python "
            f"(importlib/_bootstrap_external.py: {error.strerror}): {OWN}."
        ) from None
    magic = re.search(r"^MAGIC_NUMBER = \((\d+)\)", text, re.MULTILINE)
    if magic is None or int(magic[1]) != MAGIC:
        raise BuildError(f"{folder} ({origin}) is not of CPython 3.11, which pkhost needs: {OWN}.")
    return Library(folder, origin, _licence(folder))


def _licence(folder: Path) -> Path | None:
    places = (
        folder / "LICENSE.txt",  # CPython's own place for it, here a link in Debian's packages
        folder.parent.parent / "share" / "doc" / "libpython3.11-minimal" / "copyright",
    )
    return next((place for place in places if place.is_file()), None)
