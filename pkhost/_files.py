"""A run's files as the engine takes and gives them (the engine's half is io/files.c).

MessagePack: a map of names, as text, to contents, as bytes.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping

__all__ = ["Content", "content_of", "pack_files", "unpack_files"]


Content = str | bytes | os.PathLike[str]


def content_of(name: str, content: Content, encoding: str = "utf-8") -> bytes:
    """Return the bytes of an entry of ``files=``, of scripts and programs alike.

    Text is encoded, a path object is a file of the host's, which is read.  Raises
    ``TypeError`` for anything else, ``ValueError`` for a path that leads to no
    regular file, ``OSError`` if it cannot be read.
    """
    if isinstance(content, str):
        return content.encode(encoding)
    if isinstance(content, (bytes, bytearray, memoryview)):
        return bytes(content)
    if not isinstance(content, os.PathLike):
        raise TypeError(
            f"files: the content of {name!r} is not str, bytes or a path object: {content!r}"
        )
    # Non-blocking, or opening a named pipe would wait for its other end.
    fd = os.open(content, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    with open(fd, "rb") as file:  # noqa: PTH123
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise ValueError(f"files: {os.fspath(content)!r}, for {name!r}, is not a regular file")
        return file.read()


def pack_files(files: Mapping[str, Content]) -> bytes:
    """Pack files by name.  ``ValueError`` or ``TypeError``, naming the file, for
    a name that is empty, too long or holds a NUL, and for what is no content."""
    if not isinstance(files, Mapping):
        raise TypeError(
            f"files: expected a mapping of names to contents, not {type(files).__name__}"
        )
    import msgpack  # programs, which use content_of() too, do without

    from .engine import constants

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
    import msgpack

    files: dict[str, bytes] = msgpack.unpackb(packed, unicode_errors="replace")
    return dict(reversed(files.items()))  # the engine gives the latest first
