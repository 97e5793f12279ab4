"""What the command says of a program that did not end well."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from ..limits import Limits
from ..results import ProgramResult
from ..status import Status
from . import _format
from ._console import Line, printable

__all__ = ["LIMIT_OPTIONS", "report"]

LIMIT_OPTIONS = {
    "memory": "--memory",
    "stdout": "--stdout",
    "stderr": "--stderr",
    "wall_time": "--time",
    "cpu_time": "--cpu-time",
    "processes": "--processes",
    "open_files": "--open-files",
    "file_size": "--file-size",
    "disk": "--disk",
    "stack": "--stack",
}
"""The option of each field of :class:`pkhost.Limits` that programs have."""

_TITLES = {
    Status.ERROR: ("failed: ", "bold red"),
    Status.SIGNALED: ("killed by a signal: ", "bold red"),
    Status.INTERRUPTED: ("interrupted: ", "bold yellow"),
    Status.NOT_STARTED: ("not started: ", "bold red"),
    Status.SANDBOX_FAILED: ("sandbox failed: ", "bold red"),
}


def report(result: ProgramResult, limits: Limits, unseen: str | None = None) -> list[Line]:
    """Describe a result that is not ``OK``: what happened, what was used, what helps.

    ``unseen`` is an argument that names a file of the folder here, where the program is not.
    """
    message = printable(result.error.message) if result.error else ""
    title = _TITLES.get(result.status, ("stopped: ", "bold yellow"))
    lines: list[Line] = [[("pkhost: ", "bold"), title, (message, "bold")]]
    if result.status.is_limit:
        field = _struck(result, limits)
        lines += [[], *_table(result, limits, field), []]
        lines.append([("hint: ", "cyan"), (f"{LIMIT_OPTIONS[field]} raises this limit", "")])
    elif result.status in (Status.ERROR, Status.SIGNALED):
        usage = result.usage
        parts = [_format.duration(usage.wall_time)]
        if usage.peak_memory:
            parts.append(f"{_format.size(usage.peak_memory)} of memory")
        lines.append([(f"after {', '.join(parts)}", "dim")])
    if unseen is not None and result.status is Status.ERROR:
        hint = f"it started in an empty folder, without {printable(unseen)}; --cwd . starts it here"
        lines.append([("hint: ", "cyan"), (hint, "")])
    return lines


def _struck(result: ProgramResult, limits: Limits) -> str:
    """The field of the limit that ended the run."""
    if result.status is not Status.OUTPUT:
        return str(result.status)
    return "stdout" if limits.stdout == result.usage.stdout_bytes else "stderr"


def _table(result: ProgramResult, limits: Limits, struck: str) -> Iterator[Line]:
    usage = result.usage
    rows: list[tuple[str, str, float | None, float | None, Callable[[float], str]]] = [
        (field, field, used, limit, partial(_format.size, like=limit or 0))
        for field, used, limit in (
            ("memory", usage.peak_memory, limits.memory),
            ("stdout", usage.stdout_bytes, limits.stdout),
            ("stderr", usage.stderr_bytes, limits.stderr),
        )
    ]
    rows.append(("wall_time", "wall time", usage.wall_time, limits.wall_time, _format.duration))
    rows.append(("cpu_time", "CPU time", usage.cpu_time, limits.cpu_time, _format.duration))
    for field, label, used, limit, show in rows:
        shown = "unknown" if used is None else show(used)
        most = "unlimited" if limit is None else show(limit)
        here = field == struck
        yield [
            ("  > " if here else "    ", "bold yellow"),
            (f"{label:<9}  {shown:>10} of {most:>10}", "bold yellow" if here else ""),
        ]
