"""Makes the result that users get from the engine's outcome of a run."""

from __future__ import annotations

from ..engine.job import Kind
from ..engine.outcome import Outcome
from ..results import ErrorInfo, ScriptResult
from ..status import Status
from .packed_files import unpack_files
from .values import unpack

__all__ = ["script_result"]


def script_result(
    outcome: Outcome,
    host_exception: BaseException | None = None,
    stdout: str = "",
    stderr: str = "",
) -> ScriptResult:
    """The result of a run; ``stdout`` and ``stderr`` are what was taken of its output before."""
    (kind, status, error, _, packed, rest_of_stdout, rest_of_stderr, usage, restored, exit_code,
     exit_message, files, protections) = outcome  # fmt: skip  # at once, as most runs are short
    value = None
    if packed is not None:
        try:
            value = unpack(packed)
        except ValueError as refused:
            # As for other values that cannot leave the VM: see ScriptResult.value.
            if kind is not Kind.EXECUTE:
                status, error = Status.ERROR, ErrorInfo("ValueError", str(refused))
    # All fields at once: a frozen dataclass's own __init__ takes three times as long.
    result = object.__new__(ScriptResult)
    vars(result).update(
        status=status,
        stdout=stdout + rest_of_stdout,
        stderr=stderr + rest_of_stderr,
        error=error,
        usage=usage,
        restored=restored,
        value=value,
        files=unpack_files(files) if files else {},
        exit_code=exit_code,
        exit_message=exit_message,
        host_exception=host_exception,
        protections=protections.copy(),
    )
    return result
