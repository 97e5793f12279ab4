"""The standard input of a script."""

from __future__ import annotations

import os
from collections.abc import AsyncIterable, Awaitable, Callable, Iterable
from typing import IO, Any

from .._answers import as_answer
from .._sinks import refuse_awaitable

__all__ = ["Ask", "AsyncStdin", "Stdin", "as_bytes", "open_stdin"]

Stdin = (
    str
    | bytes
    | os.PathLike[str]
    | Iterable[str | bytes]
    | IO[Any]
    | Callable[[str], str | bytes | None]
    | Callable[[str, str], str | bytes | None]
    | None
)
"""``None`` for nothing; all of it as text or bytes; the path of a file; an
iterable of pieces; a file, read line by line; or a function that is called
whenever the script asks for more, with what the script has printed since the
last call (and what it wrote to standard error, if the function takes two
arguments), and answers with some, or with ``None`` or nothing at the end of
input.  Programs take the same."""

AsyncStdin = (
    str
    | bytes
    | Iterable[str | bytes]
    | AsyncIterable[str | bytes]
    | IO[Any]
    | os.PathLike[str]
    | Callable[[str], str | bytes | Awaitable[str | bytes | None] | None]
    | Callable[[str, str], str | bytes | Awaitable[str | bytes | None] | None]
    | None
)
"""What :data:`Stdin` is; an asynchronous iterable, such
as ``asyncio.StreamReader``; or a coroutine function in place of a function."""

Ask = Callable[[str, str], Any]
"""Gives more input as bytes, for what has been printed on both streams; nothing at the
end.  On an event loop it may give an awaitable of that."""

_CHUNK = 1 << 16


def as_bytes(piece: object) -> bytes:
    """A piece of input as the engine takes it; ``TypeError`` for another type."""
    if isinstance(piece, str):
        return piece.encode("utf-8", "replace")
    if isinstance(piece, (bytes, bytearray, memoryview)):
        return bytes(piece)
    refuse_awaitable(piece, "stdin", "run_async()")
    raise TypeError(f"stdin: expected str or bytes, not {type(piece).__name__}")


class _File:
    """A file by its path, read as the script asks; closed at its end, or when forgotten."""

    def __init__(self, path: os.PathLike[str]) -> None:
        self._descriptor = -1
        self._descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        if os.path.isdir(path):  # noqa: PTH112
            raise IsADirectoryError(f"stdin: {os.fspath(path)!r} is a folder")

    def __call__(self, stdout: str, stderr: str) -> bytes:  # noqa: ARG002
        data = os.read(self._descriptor, _CHUNK) if self._descriptor >= 0 else b""
        if not data:
            self._close()
        return data

    def _close(self) -> None:
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    __del__ = _close


def open_stdin(stdin: Stdin) -> tuple[bytes, Ask | None]:
    """What is there from the start, and a function for the rest, if any.

    Raises ``TypeError`` for what is none of the kinds, ``OSError`` for a file
    that cannot be read.
    """
    if stdin is None:
        return b"", None
    if isinstance(stdin, (str, bytes, bytearray, memoryview)):
        return as_bytes(stdin), None
    if isinstance(stdin, os.PathLike):
        return b"", _File(stdin)
    read_line = getattr(stdin, "readline", None)
    if callable(read_line):
        return b"", lambda _, __: as_bytes(read_line())
    if callable(stdin):
        answer = as_answer(stdin)

        def ask(stdout: str, stderr: str) -> bytes:
            piece = answer(stdout, stderr)
            return b"" if piece is None else as_bytes(piece)

        return b"", ask
    if isinstance(stdin, Iterable):
        pieces = iter(stdin)

        def following(_: str, __: str) -> bytes:
            # An empty piece is no end, only the last one is.
            for piece in pieces:
                data = as_bytes(piece)
                if data:
                    return data
            return b""

        return b"", following
    raise TypeError(
        "stdin: expected None, str, bytes, a path object, an iterable, a file or a function, not "
        f"{type(stdin).__name__}"
    )
