"""The exceptions that pkhost raises.

A script or a program that fails is a result, not an exception.  pkhost raises
where it is misused, where the host itself is at fault, and in
``result.check()``, for people who prefer an exception to a result.

Exceptions that carry a result are defined beside the results, one that carries
the name of a limit beside the limits; all are found here.
"""

from __future__ import annotations

from ._exception import PkhostError
from .limits import InvalidLimit
from .results import (
    Interrupted,
    LimitExceeded,
    ProgramEnded,
    ProgramError,
    ResultError,
    ScriptError,
)

__all__ = [
    "EngineError",
    "Interrupted",
    "InvalidLimit",
    "LauncherError",
    "LimitExceeded",
    "MisuseError",
    "PkhostError",
    "ProgramEnded",
    "ProgramError",
    "ProtectionUnavailable",
    "ResultError",
    "ScriptError",
    "VMBusyError",
    "VMClosedError",
]


class MisuseError(PkhostError, RuntimeError):
    """An object was used in a state in which it cannot do what was asked."""


class VMClosedError(MisuseError):
    """The VM was used after ``close()``."""


class VMBusyError(MisuseError):
    """The VM was used while it was running a script."""


class ProtectionUnavailable(PkhostError):
    """A protection of scripts or programs that ``require=`` names is not available here.

    Or, for programs, the host is root and cannot give the program another user, which the confined
    profiles always require.

    Raised before anything runs.  ``missing`` maps each name to the reason.
    """

    def __init__(self, missing: dict[str, str]) -> None:
        listed = "; ".join(f"{name}: {reason}" for name, reason in missing.items())
        super().__init__(f"required protections are not available here: {listed}")
        self.missing = missing

    def __reduce__(self) -> tuple[object, ...]:
        """For pickle: see :class:`ResultError`."""
        return type(self), (self.missing,)


class LauncherError(PkhostError):
    """Programs cannot be run: the launcher is missing, not this pkhost's, or cannot be started.

    The message names the cause and what to do.
    """


class EngineError(PkhostError):
    """Scripts cannot be run: the engine is not built, broken, or out of resources, or this
    machine cannot isolate scripts.

    The message names the cause and what to do.
    """
