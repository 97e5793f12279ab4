"""What a script may read from its standard input."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import IO, Any

__all__ = ["Stdin", "as_bytes", "open_stdin"]

Stdin = str | bytes | Iterable[str | bytes] | IO[Any] | Callable[[str], str | bytes | None]
"""All of it as text or bytes; an iterable of pieces; a file, read line by
line; or a function that is called whenever the script asks for more, with
what the script has printed since the last call, and answers with some, or
with ``None`` or nothing at the end of input."""


def as_bytes(piece: object) -> bytes:
    """A piece of input as the engine takes it; ``TypeError`` for another type."""
    if isinstance(piece, str):
        return piece.encode("utf-8", "replace")
    if isinstance(piece, (bytes, bytearray, memoryview)):
        return bytes(piece)
    raise TypeError(f"stdin: expected str or bytes, not {type(piece).__name__}")


def open_stdin(stdin: Stdin) -> tuple[bytes, Callable[[str], bytes] | None]:
    """What is there from the start, and a function for the rest, if any.

    Raises ``TypeError`` for what is none of the kinds.
    """
    if isinstance(stdin, (str, bytes, bytearray, memoryview)):
        return as_bytes(stdin), None
    if callable(stdin):
        function = stdin

        def ask(printed: str) -> bytes:
            piece = function(printed)
            return b"" if piece is None else as_bytes(piece)

        return b"", ask
    read_line = getattr(stdin, "readline", None)
    if callable(read_line):
        return b"", lambda _: as_bytes(read_line())
    if isinstance(stdin, Iterable):
        pieces = iter(stdin)

        def following(_: str) -> bytes:
            # An empty piece is no end, only the last one is.
            for piece in pieces:
                data = as_bytes(piece)
                if data:
                    return data
            return b""

        return b"", following
    raise TypeError(
        f"stdin: expected str, bytes, an iterable, a file or a function, not {type(stdin).__name__}"
    )
