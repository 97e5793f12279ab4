"""Exit statuses of ``pkhost run`` and ``pkhost exec``; docs/command.md documents them."""

from __future__ import annotations

from ..status import Status

__all__ = ["CANNOT", "INTERRUPTED", "OUTPUT_CLOSED", "USAGE", "exit_status"]

USAGE = 2
"""The command line makes no sense, or names a file that cannot be read."""

CANNOT = 70
"""pkhost itself failed, not the script or program (``EX_SOFTWARE`` of sysexits)."""

INTERRUPTED = 130
"""Ctrl-C: 128 plus the number of SIGINT, as in shells."""

OUTPUT_CLOSED = 141
"""The reader of the output closed it: 128 plus the number of SIGPIPE."""


def exit_status(status: Status) -> int:
    """Return the exit status for a run that ended with this status."""
    if status is Status.OK:
        return 0
    if status is Status.CRASHED:
        return 4
    if status is Status.INTERRUPTED:
        return INTERRUPTED
    return 3 if status.is_limit else 1
