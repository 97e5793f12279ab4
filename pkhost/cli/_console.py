"""Writes to the standard streams, in colour on a terminal."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TextIO

import click

from .._text import printable
from ._exit_status import CANNOT

__all__ = [
    "CannotError",
    "Line",
    "OutputClosedError",
    "complain",
    "discard_stdout",
    "is_terminal",
    "printable",
    "show",
    "write_all",
]

Line = Sequence[tuple[str, str]]
"""One line: pieces of text, each with a style of rich's, or ``""``."""


class CannotError(click.ClickException):
    """pkhost itself cannot do its work; the message says why."""

    exit_code = CANNOT

    def show(self, file: object = None) -> None:  # noqa: ARG002
        complain(self.message)


class OutputClosedError(Exception):
    """The reader of the output has closed it.  (No ``OSError``, since click handles
    a broken pipe in its own way.)"""


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person sees what is written to ``stream``."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def wants_colour(stream: TextIO | None) -> bool:
    """Whether to write in colour: on terminals, unless NO_COLOR is set; FORCE_COLOR overrides
    the former.  As no-color.org and force-color.org have it, empty variables do not count.
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return is_terminal(stream) and os.environ.get("TERM") not in ("dumb", "unknown")


def write_all(stream: TextIO | None, data: bytes) -> None:
    """Write to a standard stream's descriptor, past the buffer, so nothing is left at the end.

    Raises ``OutputClosedError`` if its reader has gone, ``CannotError`` if the
    stream is closed or cannot be written.
    """
    if stream is None:
        raise CannotError("output goes to a standard stream that is closed")
    descriptor = stream.fileno()
    view = memoryview(data)
    while view:
        try:
            view = view[os.write(descriptor, view) :]
        except BlockingIOError:
            # Another process that shares the terminal or pipe has made it non-blocking.
            poll = select.poll()
            poll.register(descriptor, select.POLLOUT)
            poll.poll()
        except BrokenPipeError:
            raise OutputClosedError from None
        except OSError as error:
            raise CannotError(
                f"{stream.name.strip('<>')} cannot be written: {error.strerror}"
            ) from error


def discard_stdout() -> None:
    """Discard what is still buffered for standard output, as nobody reads it."""
    if sys.stdout is not None:
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY | os.O_CLOEXEC)
            os.dup2(nowhere, sys.stdout.fileno())
            os.close(nowhere)


def complain(message: str) -> None:
    """Write one line to stderr, after ``pkhost:``."""
    show(sys.stderr, [[("pkhost: ", "bold"), (printable(message), "")]])


def show(stream: TextIO | None, lines: Iterable[Line]) -> None:
    """Write lines, in colour where that is wanted.

    A report on stderr that cannot be written raises nothing: there is no place
    left to report that, and the exit status still says how the run ended.
    """
    if stream is None:
        return
    listed = list(lines)
    text = _coloured(listed) if wants_colour(stream) else _plain(listed)
    data = text.encode(stream.encoding or "utf-8", "backslashreplace")
    if stream is sys.stderr:
        with suppress(CannotError, OutputClosedError):
            write_all(stream, data)
    else:
        write_all(stream, data)


def _plain(lines: list[Line]) -> str:
    return "".join("".join(text for text, _ in line).rstrip() + "\n" for line in lines)


def _coloured(lines: list[Line]) -> str:
    from rich.console import Console
    from rich.text import Text

    console = Console(force_terminal=True, soft_wrap=True, highlight=False, emoji=False)
    with console.capture() as capture:
        for line in lines:
            console.print(Text.assemble(*((text, style) for text, style in line)))
    return capture.get()
