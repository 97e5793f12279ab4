"""A run's files as the engine takes and gives them (the engine's half is files.c).

MessagePack, written by hand, since the engine reads no more of it than this:
a map of names to bytes, every size of four bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

__all__ = ["pack_files", "unpack_files"]

_HEAD = struct.Struct(">BI")
_MAP, _NAME, _CONTENT = 0xDF, 0xDB, 0xC6
_NAME_MOST = 1024


def pack_files(files: Mapping[str, str | bytes]) -> bytes:
    """Pack files by name.  ``ValueError`` or ``TypeError``, naming the file, for
    a name that is empty, too long or holds a NUL, and for what is no content."""
    if not isinstance(files, Mapping):
        raise TypeError(
            f"files: expected a mapping of names to contents, not {type(files).__name__}"
        )
    parts = [_HEAD.pack(_MAP, len(files))]
    for name, content in files.items():
        if not isinstance(name, str):
            raise TypeError(f"files: the name {name!r} is not a str")
        path = name.encode("utf-8", "surrogatepass")
        if not path or len(path) > _NAME_MOST or b"\0" in path:
            raise ValueError(f"files: {name!r} cannot be the name of a file")
        if isinstance(content, str):
            data = content.encode()
        elif isinstance(content, (bytes, bytearray, memoryview)):
            data = bytes(content)
        else:
            raise TypeError(f"files: the content of {name!r} is not str or bytes")
        parts += [_HEAD.pack(_NAME, len(path)), path, _HEAD.pack(_CONTENT, len(data)), data]
    return b"".join(parts)


def unpack_files(packed: bytes) -> dict[str, bytes]:
    """Unpack the files that a run wrote."""
    [_, count] = _HEAD.unpack_from(packed)
    at = _HEAD.size

    def take() -> bytes:
        nonlocal at
        [_, size] = _HEAD.unpack_from(packed, at)
        at += _HEAD.size + size
        return packed[at - size : at]

    files = [(take().decode("utf-8", "replace"), take()) for _ in range(count)]
    return dict(reversed(files))  # the engine gives the latest first
