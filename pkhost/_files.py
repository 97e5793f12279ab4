"""The contents that ``files=`` takes, for scripts and for programs."""

from __future__ import annotations

import os
import stat

__all__ = ["Content", "content_of"]


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
