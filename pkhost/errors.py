"""The exceptions that pkhost raises.

A script or a program that fails is a result, not an exception.  What raises
is misuse of pkhost, a fault of the host's own, and ``result.check()`` for
people who would rather have an exception.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .results import Result


class PkhostError(Exception):
    """The base of all exceptions of pkhost."""


class ResultError(PkhostError):
    """``result.check()`` found a run that did not end well.

    ``result`` is the whole result.
    """

    def __init__(self, message: str, result: Result) -> None:
        super().__init__(message)
        self.result = result

    def __reduce__(self) -> tuple[object, ...]:
        """For pickle, and so for process pools, which send exceptions home."""
        return type(self), (str(self), self.result)


class ScriptError(ResultError):
    """The script ended by an uncaught exception, or its engine crashed."""


class ProgramError(ResultError):
    """The program ended with a non-zero exit code or by a signal, or never started."""


class LimitExceeded(ResultError):
    """A limit ended the run; ``result.status`` says which."""


class Interrupted(ResultError):
    """The host stopped the run."""


class MisuseError(PkhostError, RuntimeError):
    """Something was asked of an object that it cannot do in its present state."""


class VMClosedError(MisuseError):
    """The VM was used after ``close()``."""


class VMBusyError(MisuseError):
    """The VM was used while it was running a script."""


class ProtectionUnavailable(PkhostError):
    """A protection that ``require=`` names cannot be had on this machine; or the
    host is root and cannot give the program another user, which the confined
    profiles require by themselves.

    Raised before anything runs.  ``missing`` maps each name to the reason.
    """

    def __init__(self, missing: dict[str, str]) -> None:
        listed = "; ".join(f"{name}: {reason}" for name, reason in missing.items())
        super().__init__(f"required protections are not available here: {listed}")
        self.missing = missing

    def __reduce__(self) -> tuple[object, ...]:
        """For pickle: see :class:`ResultError`."""
        return type(self), (self.missing,)


class ProgramEnded(PkhostError, EOFError):
    """A conversation waited for output of a program that has ended.

    ``result`` is its result.
    """

    def __init__(self, message: str, result: Result) -> None:
        super().__init__(message)
        self.result = result

    def __reduce__(self) -> tuple[object, ...]:
        """For pickle: see :class:`ResultError`."""
        return type(self), (str(self), self.result)


class LauncherError(PkhostError):
    """Programs cannot be run: the launcher is missing or cannot be started.

    The message names the cause and what to do.
    """


class EngineError(PkhostError):
    """The script engine cannot be used: not built, broken, or out of resources.

    The message names the cause and what to do.
    """
