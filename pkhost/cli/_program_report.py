"""The report of a program that did not end well."""

from __future__ import annotations

import errno
import signal
from collections.abc import Iterator

from ..limits import Limits
from ..results import ProgramResult
from ..status import Status
from . import _format
from ._console import Line, printable
from ._limit_options import raise_hint
from ._usage_table import usage_table

__all__ = ["report"]

_TITLES = {
    Status.ERROR: ("failed: ", "bold red"),
    Status.SIGNALED: ("killed by a signal: ", "bold red"),
    Status.INTERRUPTED: ("interrupted: ", "bold yellow"),
    Status.NOT_STARTED: ("not started: ", "bold red"),
    Status.SANDBOX_FAILED: ("sandbox failed: ", "bold red"),
}


def report(result: ProgramResult, limits: Limits, unseen: str | None = None) -> list[Line]:
    """Describe a result that is not ``OK``: what happened, what was used, what helps.

    ``unseen`` is an argument that names a file in the current folder, which the program,
    started elsewhere, does not find.
    """
    error = result.error
    assert error is not None
    title = _TITLES.get(result.status, ("stopped: ", "bold yellow"))
    lines: list[Line] = [[("pkhost: ", "bold"), title, (printable(error.message), "bold")]]
    if error.limit is not None:
        lines += [[], *usage_table(result.usage, limits, error.limit, ("steps",)), []]
    elif result.status in (Status.ERROR, Status.SIGNALED):
        usage = result.usage
        parts = [_format.duration(usage.wall_time)]
        if usage.peak_memory:
            parts.append(f"{_format.size(usage.peak_memory)} of memory")
        lines.append([(f"after {', '.join(parts)}", "dim")])
    lines += [[("hint: ", "cyan"), (hint, "")] for hint in _hints(result, limits, unseen)]
    return lines


def _hints(result: ProgramResult, limits: Limits, unseen: str | None) -> Iterator[str]:
    """What to type, made of the facts of the result alone: its messages are for people."""
    limit = result.error.limit if result.error else None
    if result.signal == signal.SIGXFSZ:
        limit = "file_size"
    hint = None if limit is None else raise_hint(limit, limits)
    if hint is not None:
        yield hint
    if result.errno == errno.ENOENT and result.error is not None and result.error.hint is not None:
        # The file is there; what it needs to run is not, for the program.
        yield "--read PATH lets it use more files of this machine"
    if unseen is not None and result.status is Status.ERROR:
        name = printable(unseen)
        yield (
            f"it started in an empty folder, without {name}; --cwd . starts it here, and "
            f"--file {name} gives it a copy"
        )
