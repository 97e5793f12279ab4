"""Decides from measurements what ended a program.

The rules, in order:

1. What the launcher could not do is ``NOT_STARTED`` or ``SANDBOX_FAILED``.
2. A kill that reached the program decides: the limit or the host that asked
   for it.  The first of them decides.
3. A program that ended by itself is still over a limit if what was measured
   says so: output, then memory, then CPU time.  Not wall time: a program that
   ends at the deadline, before the kill, has made it.
4. Else its own ending: exit code or signal.
"""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Sequence
from typing import Literal, NamedTuple

from .._hints import PROC_HINT, SETUP_HINT, limit_hint
from ..limits import LimitName, Limits
from ..results import ErrorInfo
from ..status import Status
from ._wire import MISFIT, MISFIT_HINT, Outcome, PathEntry, Reason, Report, Step


class Verdict(NamedTuple):
    """How a run ended."""

    status: Status
    message: str
    exit_code: int | None = None
    signal: int | None = None
    errno: int | None = None
    limit: LimitName | None = None
    hint: str | None = None

    @property
    def error(self) -> ErrorInfo | None:
        """What the result says went wrong."""
        if self.status is Status.OK:
            return None
        return ErrorInfo(
            self.status.name,
            self.message,
            limit=self.limit,
            stream=self.limit if self.limit in ("stdout", "stderr") else None,
            hint=self.hint,
        )


# The limits that have a status of their own.
_LIMIT_OF: dict[Status, LimitName] = {
    Status.WALL_TIME: "wall_time",
    Status.CPU_TIME: "cpu_time",
    Status.MEMORY: "memory",
}
_BY_REASON = {
    Reason.WALL_TIME: Status.WALL_TIME,
    Reason.CPU_TIME: Status.CPU_TIME,
    Reason.MEMORY: Status.MEMORY,
}


def judge(
    report: Report,
    limits: Limits,
    program: str,
    *,
    exact_memory: bool,
    over: Literal["stdout", "stderr"] | None,
    killed_for: Status | None,
    paths: Sequence[PathEntry] = (),
) -> Verdict:
    """Decide.  ``over`` names the first stream over its limit, if that is to count;
    ``killed_for`` is why this side asked for a kill, if it did; ``paths`` are those that
    the program was to see."""
    if report.outcome == Outcome.NOT_STARTED:
        return not_started(report.error, program)
    if report.outcome == Outcome.SETUP_FAILED:
        return _setup_failed(report, paths)

    exit_code = number = None
    if os.WIFEXITED(report.wait_status):
        exit_code = os.WEXITSTATUS(report.wait_status)
    elif os.WIFSIGNALED(report.wait_status):
        number = os.WTERMSIG(report.wait_status)

    def verdict(
        status: Status, message: str, limit: LimitName | None = None, hint: str | None = None
    ) -> Verdict:
        return Verdict(status, message, exit_code, number, limit=limit, hint=hint)

    reason = Reason(report.reason)
    status = _BY_REASON.get(reason)
    if report.cgroup_oom:
        status = Status.MEMORY
    if status is None and reason is Reason.HOST and killed_for is not None:
        status = killed_for
    if status is None:
        status = _measured(report, limits, exact_memory, over)
    if status is Status.INTERRUPTED:
        return verdict(status, "the host stopped it")
    if status is not None:
        limit = _LIMIT_OF.get(status, over)
        assert limit is not None
        message = _limit_message(limit, report, limits)
        return verdict(status, message, limit, limit_hint(limit))
    if exit_code == 0:
        return verdict(Status.OK, "")
    if exit_code is not None:
        return verdict(Status.ERROR, f"exit code {exit_code}")
    return verdict(Status.SIGNALED, _signal_message(number or 0, limits), hint=_signal_hint(number))


def _measured(
    report: Report, limits: Limits, exact_memory: bool, over: LimitName | None
) -> Status | None:
    if over is not None:
        return Status.OUTPUT
    if not exact_memory and max(report.peak_process, report.peak_tree) > limits.memory:
        return Status.MEMORY
    used = report.user_time + report.system_time
    if limits.cpu_time is not None and used > limits.cpu_time * 1e9:
        return Status.CPU_TIME
    return None


def not_started(number: int, program: str) -> Verdict:
    """Return the verdict for a program that could not be executed."""
    message, hint = _start_message(number, program)
    return Verdict(Status.NOT_STARTED, message, errno=number, hint=hint)


def supervisor_lost(ended: int, left: int, unknown: str | None = None) -> Verdict:
    """Return the verdict for a run whose launcher died without a report.

    ``ended`` and ``left`` are what became of the processes that were found of
    the program's; ``unknown`` is why they could not be looked for.
    """
    message = "the supervisor was killed"
    if unknown is not None:
        message += f", and what the program has left could not be looked for ({unknown})"
    if ended:
        message += f"; the host has ended {_processes(ended)} that it left"
    if left:
        message += f"; at least {_processes(left)} could not be ended"
    return Verdict(
        Status.SANDBOX_FAILED,
        f"{message}; a profile other than 'none' keeps programs from doing that",
        hint="profile='strict' keeps programs from killing their supervisor",
    )


def _processes(number: int) -> str:
    return f"{number} process{'' if number == 1 else 'es'}"


def _limit_message(limit: LimitName, report: Report, limits: Limits) -> str:
    if limit == "wall_time":
        return f"still running after {limits.wall_time:g} s"
    if limit == "cpu_time":
        used = (report.user_time + report.system_time) / 1e9
        return f"used {used:.3f} s of processor time of {limits.cpu_time:g} s"
    if limit in ("stdout", "stderr"):
        return f"wrote more than {getattr(limits, limit):,} bytes to {limit}"
    peak = max(report.peak_process, report.peak_tree)
    return f"used {peak:,} bytes of memory of {limits.memory:,}"


def _signal_message(number: int, limits: Limits) -> str:
    try:
        name = signal.Signals(number).name
    except ValueError:
        name = f"signal {number}"
    said = signal.strsignal(number) if number else None
    message = f"{name} ({said})" if said else name
    if number == signal.SIGXFSZ and limits.file_size is not None:
        # It cannot be known afterwards whether the kernel sent it.
        message += f": sent when a file would grow beyond {limits.file_size:,} bytes"
    return message


def _signal_hint(number: int | None) -> str | None:
    if number == signal.SIGXFSZ:
        return "Limits(file_size=...) raises the size that a file may have"
    return None


def _start_message(number: int, program: str) -> tuple[str, str | None]:
    """Return why a program could not be executed, and what helps if that is known."""
    cause, hint = "", None
    if number in (errno.ENOENT, errno.EACCES) and os.path.isdir(program):  # noqa: PTH112
        return f"{program}: it is a folder", None
    if number == errno.ENOENT and os.path.exists(program):  # noqa: PTH110
        interpreter = _interpreter(program)
        if interpreter:
            cause = f"; its interpreter {interpreter!r} is missing, or may not be read"
            hint = f"readable=[{interpreter!r}] lets it use its interpreter"
        else:
            cause = "; its loader or a folder on the way may not be read"
            hint = "readable= lets it use more files of this machine"
    elif number == errno.EACCES:
        if not os.access(program, os.X_OK):
            cause = "; it is not marked executable"
            hint = "`chmod +x` marks a file executable"
        else:
            cause = "; its interpreter or loader may not be executed"
            hint = "readable= lets it use more files of this machine"
    elif number == errno.ENOEXEC:
        cause = "; it is neither a program for this machine nor a script with a #! line"
        hint = "a script needs a first line that names its interpreter, such as #!/bin/sh"
    elif number == errno.E2BIG:
        cause = "; its arguments and environment are too long"
        hint = "they may take up a quarter of Limits(stack=...); stdin= has no such bound"
    return f"{program}: {os.strerror(number)}{cause}", hint


def _interpreter(program: str) -> str | None:
    try:
        with open(program, "rb") as file:  # noqa: PTH123
            line = file.readline(512)
    except OSError:
        return None
    if not line.startswith(b"#!"):
        return None
    words = line[2:].split(None, 1)
    return os.fsdecode(words[0]) if words else None


# Where report.detail is the place of a path in the configuration.
_OF_A_PATH = (Step.MOUNT_PATH, Step.LANDLOCK)


def _setup_failed(report: Report, paths: Sequence[PathEntry]) -> Verdict:
    step = Step(report.step)
    if step is Step.CONFIG and report.error == errno.EINVAL:
        return Verdict(
            Status.SANDBOX_FAILED,
            f"setting up the sandbox failed at 'config': {MISFIT}",
            errno=report.error,
            hint=MISFIT_HINT,
        )
    message = f"setting up the sandbox failed at {step.name.lower().replace('_', ' ')!r}"
    hint = SETUP_HINT
    if step in _OF_A_PATH and report.detail < len(paths):
        path = os.fsdecode(paths[report.detail].path)
        message += f" of {path!r}"
        if path.startswith("/proc/"):
            hint = PROC_HINT
    message += f": {os.strerror(report.error)}"
    return Verdict(Status.SANDBOX_FAILED, message, errno=report.error, hint=hint)
