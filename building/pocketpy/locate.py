"""Finds the PocketPy to build against, and checks its version.

The order: ``$PKHOST_POCKETPY_PREFIX`` (a PocketPy of your own), pkg-config, Debian's packages.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .. import debian
from ..errors import BuildError

SUPPORTED = ((2, 1, 8), (2, 2))
"""The versions that the engine knows, by how they begin; of several, the build takes the first.

The engine reads and writes structs of PocketPy's own, so a version joins them only after
csrc/engine and the test suite have been tried with it.
"""


DEBIAN_PACKAGES = ("libpocketpy2", "libpocketpy-dev")

DEBIAN_SUITES = ("forky", "sid", "trixie-backports")
"""forky is the first Debian release with PocketPy.

A suite moves on to other versions, so the build looks for a version and not for a suite.
"""


@dataclass(frozen=True)
class PocketPy:
    """A PocketPy library and its headers, as installed: never changed by the build."""

    include_dir: Path
    """The folder that holds ``pocketpy/config.h``."""
    library: Path
    """The shared library itself, no symbolic link."""
    version: str
    """What its ``config.h`` says, such as ``"2.1.8"``."""
    origin: str
    """Where it came from, for people: a prefix, ``pkg-config`` or Debian's packages."""
    licence_file: Path | None
    """The text of its licence, if it came with one."""


def find(build_folder: Path) -> PocketPy:
    """Find PocketPy, fetching it into ``build_folder`` if the machine has none; else BuildError."""
    found = _in_prefix() or _by_pkg_config() or _from_debian(build_folder)
    check_version(found)
    return found


def rank(version: str) -> int | None:
    """The place of a version, PocketPy's or Debian's, in SUPPORTED; None if it is not supported."""
    numbers = tuple(int(part) for part in re.findall(r"\d+", version)[:3])
    return next((i for i, start in enumerate(SUPPORTED) if numbers[: len(start)] == start), None)


def wanted() -> debian.Wanted:
    """What to fetch of Debian's archive."""
    own = "set PKHOST_POCKETPY_PREFIX to the install prefix of a PocketPy of your own"
    return debian.Wanted(
        "PocketPy",
        DEBIAN_PACKAGES,
        DEBIAN_SUITES,
        rank,
        own,
        f'Either build a supported one and {own} (README.md, "Which PocketPy")',
    )


def check_version(found: PocketPy) -> None:
    """End the build if the engine does not know this version of PocketPy."""
    if rank(found.version) is None:
        versions = " and ".join(".".join(map(str, start)) for start in SUPPORTED)
        raise BuildError(
            f"PocketPy {found.version} ({found.origin}) is not supported; pkhost supports "
            f"{versions}. Build one of these from PocketPy's sources and name its install prefix "
            'in PKHOST_POCKETPY_PREFIX, which comes before everything else (README.md, "Which '
            'PocketPy"), or use a newer pkhost. To make pkhost support another version, see '
            'docs/how-it-works.md, "A new version of PocketPy".'
        )


def _in_prefix() -> PocketPy | None:
    """A PocketPy of the user's own; a wrong prefix is an error, never a reason to look further."""
    chosen = os.environ.get("PKHOST_POCKETPY_PREFIX")
    if not chosen:
        return None
    prefix = Path(chosen)
    if not prefix.is_dir():
        raise BuildError(f"PKHOST_POCKETPY_PREFIX names {prefix}, which is not a folder.")
    libraries = sorted(prefix.glob("lib*/libpocketpy.so")) + sorted(
        prefix.glob("lib*/*/libpocketpy.so")
    )
    if not libraries:
        raise BuildError(
            f"PKHOST_POCKETPY_PREFIX names {prefix}, which holds no lib*/libpocketpy.so. Build "
            "PocketPy as a shared library and install it there, headers included."
        )
    return _described(prefix / "include", libraries[0], f"PKHOST_POCKETPY_PREFIX={prefix}", prefix)


def _by_pkg_config() -> PocketPy | None:
    if shutil.which("pkg-config") is None:
        return None

    def ask(variable: str) -> str:
        answer = subprocess.run(
            ["pkg-config", f"--variable={variable}", "pocketpy"],
            capture_output=True,
            text=True,
            check=False,
        )
        return answer.stdout.strip() if answer.returncode == 0 else ""

    library_folder, include = ask("libdir"), ask("includedir")
    if not library_folder or not include:
        return None
    library = Path(library_folder) / "libpocketpy.so"
    if not library.exists():
        raise BuildError(
            f"pkg-config says that PocketPy is in {library_folder}, but there is no "
            "libpocketpy.so. Reinstall PocketPy, or name another in PKHOST_POCKETPY_PREFIX."
        )
    return _described(Path(include), library, "pkg-config", Path(ask("prefix") or "/usr"))


def _from_debian(build_folder: Path) -> PocketPy:
    folder = build_folder / "debian"
    if (folder / "root").is_dir():
        found = _unpacked(folder / "root")
        if rank(found.version) is not None:
            return found
    return _unpacked(debian.fetch(folder, wanted()))


def _unpacked(root: Path) -> PocketPy:
    [library] = (root / "usr" / "lib").glob("*/libpocketpy.so")
    return _described(
        root / "usr" / "include",
        library,
        f"Debian's {' and '.join(DEBIAN_PACKAGES)}",
        root / "usr",
    )


def _described(include: Path, library: Path, origin: str, prefix: Path) -> PocketPy:
    config = include / "pocketpy" / "config.h"
    try:
        text = config.read_text(encoding="utf-8")
    except OSError as error:
        raise BuildError(
            f"PocketPy's headers are not where they should be ({config}: {error.strerror}). pkhost "
            "needs all of them, the internal ones too: install the whole include folder."
        ) from None
    match = re.search(r'^#define\s+PK_VERSION\s+"([^"]+)"', text, re.MULTILINE)
    if match is None:
        raise BuildError(
            f"{config} defines no PK_VERSION: this is not a PocketPy that pkhost knows."
        )
    return PocketPy(include, library.resolve(), match[1], origin, _licence(prefix))


def _licence(prefix: Path) -> Path | None:
    places = (
        *sorted(prefix.glob("share/doc/libpocketpy*/copyright")),
        *sorted(prefix.glob("share/licenses/pocketpy/*")),
        *sorted(prefix.glob("LICENSE*")),
    )
    return next((place for place in places if place.is_file()), None)
