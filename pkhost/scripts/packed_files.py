"""A run's files as the engine takes and gives them (the engine's half is io/files.c).

MessagePack: a map of names, as text, to contents, as bytes.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgpack

from .._files import Content, content_of
from ..engine import constants

__all__ = ["pack_files", "unpack_files"]


def pack_files(files: Mapping[str, Content]) -> bytes:
    """Pack files by name.  ``ValueError`` or ``TypeError``, naming the file, for
    a name that is empty, too long or holds a NUL, and for what is no content."""
    if not isinstance(files, Mapping):
        raise TypeError(
            f"files: expected a mapping of names to contents, not {type(files).__name__}"
        )
    contents: dict[str, bytes] = {}
    for name, content in files.items():
        if not isinstance(name, str):
            raise TypeError(f"files: the name {name!r} is not a str")
        path = name.encode("utf-8", "surrogatepass")
        if not path or len(path) > constants.FILE_NAME_MOST or b"\0" in path:
            raise ValueError(f"files: {name!r} cannot be the name of a file")
        contents[name] = content_of(name, content)
    packed: bytes = msgpack.packb(contents, unicode_errors="surrogatepass")
    return packed


def unpack_files(packed: bytes) -> dict[str, bytes]:
    """Unpack the files that a run wrote."""
    if not packed:
        return {}
    files: dict[str, bytes] = msgpack.unpackb(packed, unicode_errors="replace")
    return dict(reversed(files.items()))  # the engine gives the latest first
