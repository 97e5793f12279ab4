"""The time zones that the library has: those of the package tzdata, which the build needs.

Never those of the machine that builds: a script computes the same times everywhere.
"""

from __future__ import annotations

import importlib.metadata
from pathlib import Path

from ..errors import BuildError

PACKAGE = "tzdata"
BEGIN = b"TZif"
"""What the file of a zone begins with."""


def read() -> tuple[list[tuple[str, bytes]], Path | None]:
    """The data by their names, and the file of their licence, if it came along; else BuildError."""
    try:
        package = importlib.metadata.distribution(PACKAGE)
    except importlib.metadata.PackageNotFoundError:
        raise BuildError(
            f"the package {PACKAGE} is missing, which has the time zones of scripts: install what "
            "pyproject.toml names under build-system."
        ) from None
    found: list[tuple[str, bytes]] = []
    licence: Path | None = None
    for part in package.files or ():
        path = Path(str(part.locate()))
        if part.name == "LICENSE" and licence is None:
            licence = path
        elif part.parts[0] == PACKAGE and part.suffix not in (".py", ".pyc"):
            content = path.read_bytes()
            if content.startswith(BEGIN) or part.as_posix() == f"{PACKAGE}/zones":
                found.append((part.as_posix(), content))
    if not found:
        raise BuildError(f"the package {PACKAGE} that is installed holds no time zones.")
    return found, licence
