"""Reads interpose.list: the functions of PocketPy in whose place the engine has its own."""

from __future__ import annotations

from .. import places
from ..errors import BuildError


def read() -> dict[str, bool]:
    """The names in interpose.list, and whether each may call itself directly."""
    names = {}
    for line in places.INTERPOSE_LIST.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, *mark = line.split()
            if mark not in ([], ["recursive"]):
                raise BuildError(f"{places.INTERPOSE_LIST}: a line is NAME [recursive], not {line}")
            names[name] = bool(mark)
    return names
