"""The argument ``files=``: files for the scratch folder, and which of them can be executed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from .._files import Content, content_of
from ._wire import FileEntry

_LONGEST_PART = 255
_LONGEST = 4000


class Contents:
    """Files for the scratch folder, by their names in it; checked."""

    def __init__(
        self, files: Mapping[str, Content] | None, executable: Iterable[str], encoding: str
    ) -> None:
        if isinstance(executable, str):
            executable = (executable,)
        self._data: dict[str, bytes] = {}
        for name, content in (files or {}).items():
            normal = _normal(name)
            if normal in self._data:
                raise ValueError(f"files: {name!r} is there twice")
            self._data[normal] = content_of(name, content, encoding)
        for name in self._data:
            above = os.path.dirname(name)  # noqa: PTH120
            while above:
                if above in self._data:
                    raise ValueError(f"files: {above!r} is a file, and a folder for {name!r}")
                above = os.path.dirname(above)  # noqa: PTH120
        self.executable = {_normal(name, "executable") for name in executable}
        for name in self.executable - self._data.keys():
            raise ValueError(f"executable: {name!r} is not among files=")

    def __bool__(self) -> bool:
        return bool(self._data)

    def find(self, name: str) -> str | None:
        """Return the file that a program's name means from inside the scratch folder."""
        if "/" not in name or name.startswith("/"):
            return None
        normal = os.path.normpath(name)
        return normal if normal in self._data else None

    def entries(self, all_executable: bool) -> list[FileEntry]:
        """Return what the launcher has to write."""
        return [
            FileEntry(
                os.fsencode(name),
                data,
                0o755 if all_executable or name in self.executable else 0o644,
            )
            for name, data in self._data.items()
        ]


def _normal(name: object, parameter: str = "files") -> str:
    """Check a name that a parameter was given, and return it in its shortest form."""
    if not isinstance(name, str):
        raise TypeError(f"{parameter}: the name {name!r} is not a str")
    normal = os.path.normpath(name)
    parts = normal.split("/")
    if not name or name.startswith("/") or parts[0] == ".." or "\0" in name:
        raise ValueError(f"{parameter}: {name!r} is not a name inside the scratch folder")
    if normal == "." or name.endswith("/"):
        raise ValueError(f"{parameter}: {name!r} is a folder")
    try:
        os.fsencode(normal)
    except UnicodeEncodeError:
        raise ValueError(f"{parameter}: {name!r} is text that is not valid Unicode") from None
    if len(os.fsencode(normal)) > _LONGEST or any(
        len(os.fsencode(part)) > _LONGEST_PART for part in parts
    ):
        raise ValueError(f"{parameter}: {name[:60]!r}... is too long for a name")
    return normal
