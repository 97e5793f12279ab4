"""Exit statuses of ``pkhost run``.  The page on the command documents them."""

from __future__ import annotations

from ..status import Status

__all__ = ["CANNOT", "INTERRUPTED", "OUTPUT_CLOSED", "USAGE", "exit_status"]

USAGE = 2
"""The command line makes no sense, or names a file that cannot be read."""

CANNOT = 70
"""pkhost itself failed, and the script is not to blame (``EX_SOFTWARE`` of sysexits)."""

INTERRUPTED = 130
"""Ctrl-C: 128 plus the number of SIGINT, as shells have it."""

OUTPUT_CLOSED = 141
"""Whoever read the output went away: 128 plus the number of SIGPIPE."""


def exit_status(status: Status) -> int:
    """Return the exit status for how a script ended."""
    if status is Status.OK:
        return 0
    if status is Status.CRASHED:
        return 4
    if status is Status.INTERRUPTED:
        return INTERRUPTED
    return 3 if status.is_limit else 1
