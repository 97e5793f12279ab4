"""What the engine says of a run, as the result that users get."""

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
    status, error, value = outcome.status, outcome.error, None
    if outcome.value is not None:
        try:
            value = unpack(outcome.value)
        except ValueError as refused:
            # As for other values that cannot leave the VM: see ScriptResult.value.
            if outcome.kind is not Kind.EXECUTE:
                status, error = Status.ERROR, ErrorInfo("ValueError", str(refused))
    return ScriptResult(
        status=status,
        stdout=stdout + outcome.stdout,
        stderr=stderr + outcome.stderr,
        error=error,
        usage=outcome.usage,
        restored=outcome.restored,
        value=value,
        host_exception=host_exception,
        exit_code=outcome.exit_code,
        exit_message=outcome.exit_message,
        files=unpack_files(outcome.files),
    )
