"""Encodes the source of a script for the engine."""

from __future__ import annotations

import os
from typing import Protocol

from ..results import ErrorInfo, ScriptResult, TracebackEntry
from ..status import Status
from ..usage import Usage

__all__ = ["encode_source"]


class _Protected(Protocol):
    """A VM of the engine's, or a home of such."""

    def protections(self) -> dict[str, str]: ...


def encode_source(
    source: object, filename: object, place: _Protected
) -> tuple[bytes, ScriptResult | None]:
    """The source as UTF-8, and a result if it cannot be source at all.

    ``place`` is where it would have been run.

    Raises ``TypeError`` for what is not text.
    """
    if not isinstance(filename, str):
        raise TypeError(f"filename: expected str, not {type(filename).__name__}")
    if isinstance(source, str):
        try:
            data = source.encode()
        except UnicodeEncodeError as error:
            line = source.count("\n", 0, error.start) + 1
            message = f"the source holds half a surrogate pair ({error.reason})"
            return b"", _syntax_error(filename, line, message, place)
    elif isinstance(source, (bytes, bytearray)):
        data = bytes(source)
    elif isinstance(source, os.PathLike):
        raise TypeError(
            f"source: expected the script's text, not {type(source).__name__}; for a file's, "
            "write path.read_bytes(), with filename=str(path) for tracebacks"
        )
    else:
        raise TypeError(f"source: expected str or bytes, not {type(source).__name__}")
    nul = data.find(0)
    if nul >= 0:
        line = data.count(b"\n", 0, nul) + 1
        return b"", _syntax_error(filename, line, "the source holds a NUL character", place)
    return data, None


def _syntax_error(filename: str, line: int, message: str, place: _Protected) -> ScriptResult:
    return ScriptResult(
        status=Status.ERROR,
        stdout="",
        stderr="",
        error=ErrorInfo("SyntaxError", message, (TracebackEntry(filename, line, None, None),)),
        usage=Usage(
            wall_time=0.0, cpu_time=0.0, peak_memory=0, stdout_bytes=0, stderr_bytes=0, steps=0
        ),
        restored=False,
        protections=place.protections().copy(),
    )
