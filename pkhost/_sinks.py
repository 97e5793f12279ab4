"""Receivers of output while it is written, on_stdout= and on_stderr=, for both halves.

A sink is a function of one text, or a file object.  Programs that give bytes have
functions of bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

__all__ = ["Sink", "Writable", "refuse_awaitable", "sink_of"]


class Writable(Protocol):
    """A file object that output is written to; text or bytes, as its kind takes."""

    def write(self, data: Any, /) -> object:
        """Write all of ``data``."""


class Sink(NamedTuple):
    """A function that gets output as it comes."""

    write: Callable[[Any], object]

    takes_text: bool | None
    """Whether it gets text; ``None`` for what the result has."""


def sink_of(target: object, name: str) -> Sink:
    """The sink that a caller means.

    ``name`` is the argument's, for the ``TypeError`` that is raised for anything else.
    """
    write = getattr(target, "write", None)
    if callable(write):
        return Sink(write, isinstance(target, io.TextIOBase) or hasattr(target, "encoding"))
    if callable(target):
        return Sink(target, None)
    raise TypeError(f"{name}: expected a function or a file object, not {target!r}")


def refuse_awaitable(outcome: object, name: str, instead: str) -> None:
    """Raise ``TypeError`` for what an ``async`` function gave where nothing can await it.

    ``instead`` names what can.
    """
    if hasattr(outcome, "__await__"):
        close = getattr(outcome, "close", None)
        if close is not None:
            close()  # nobody will await it, and that is told in other words
        raise TypeError(f"{name}: an async function needs {instead}")
