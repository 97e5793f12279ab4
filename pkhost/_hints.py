"""Advice for people, in one sentence: ``ErrorInfo.hint``."""

from __future__ import annotations

from typing import get_args

from .limits import LimitName
from .status import Status

__all__ = ["PROC_HINT", "SETUP_HINT", "limit_hint", "script_hint"]

# Ready made, as a host may run scripts into their limits all day.
_RAISES: dict[LimitName, str] = {
    name: f"Limits({name}=...) raises this limit" for name in get_args(LimitName)
}
_CRASHED = (
    "the script hit a defect of PocketPy, or its process was ended from outside; it was contained"
)

SETUP_HINT = "`pkhost doctor` says which protections this machine offers"
"""For a sandbox that could not be set up."""

PROC_HINT = "leave that path out: a program has a /proc of its own, with its own processes"
"""For a path of a process that is not in the sandbox."""


def limit_hint(limit: LimitName) -> str:
    """Return what helps a run that reached a limit."""
    return _RAISES[limit]


def script_hint(
    status: Status, kind: str, limit: LimitName | None, refused: str | None
) -> str | None:
    """Return what helps a script; ``kind`` is the class of the exception that ended it."""
    if limit is not None:
        return _RAISES[limit]
    if refused is not None:
        if kind == "ImportError":
            return f"Policy().allow({refused!r}) lets the script import it"
        what = "open the files of files=" if refused == "open" else "use it"
        return f"Policy().show({refused!r}) lets the script {what}"
    return _CRASHED if status is Status.CRASHED else None
