"""What the command says of a script that did not end well."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from ..limits import Limits
from ..results import ErrorInfo, ScriptResult, TracebackEntry
from ..status import Status
from . import _format
from ._console import Line, printable
from ._options import LIMIT_OPTIONS

__all__ = ["LIMIT_OPTIONS", "report"]

_AROUND = 2  # source lines shown before and after the innermost one
_LINE_MOST = 160  # of a source line, characters shown
_MESSAGE_LINES = 20
_REFUSED_MODULE = re.compile(r"module '([\w.]+)' is not allowed here")


class _Amount(NamedTuple):
    """One row of the table: what was used of what."""

    field: str
    label: str
    used: float | None
    limit: float | None
    show: Callable[[float], str]

    @property
    def reached(self) -> bool:
        return self.used is not None and self.limit is not None and self.used >= self.limit


def report(
    result: ScriptResult, limits: Limits, source: bytes, filename: str, *, at_prompt: bool = False
) -> list[Line]:
    """Describe a result that is not ``OK``: what happened, where, what was used, what helps.

    ``at_prompt``: of an entry of ``pkhost repl``, which has no options for files and input.
    """
    error = result.error
    assert error is not None
    lines: list[Line] = []
    if error.type == "SystemExit":
        return [[("pkhost: ", "bold"), (f"the script called exit({printable(error.message)})", "")]]
    if result.status is not Status.ERROR:
        lines += [_title(result.status, error), []]
    lines += _traceback(error, source, filename)
    if result.status is Status.ERROR:
        lines += _exception(error)
    lines.append([])
    if result.status.is_limit:
        lines += _table(result, limits)
        lines.append([])
    else:
        lines.append([(_summary(result), "dim")])
    lines += [[("hint: ", "cyan"), (hint, "")] for hint in _hints(result, limits, error, at_prompt)]
    return _without_empty_parts(lines)


def _without_empty_parts(lines: list[Line]) -> list[Line]:
    """Drop blank lines at the end, and those after one another."""
    kept: list[Line] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _title(status: Status, error: ErrorInfo) -> Line:
    message = printable(error.message)
    if status.is_limit:
        return [("pkhost: ", "bold"), ("stopped: ", "bold yellow"), (message, "bold")]
    if status is Status.INTERRUPTED:
        return [("pkhost: ", "bold"), ("interrupted", "bold yellow")]
    return [("pkhost: ", "bold"), ("crashed: ", "bold red"), (message, "bold")]


# ---- Where ----


def _traceback(error: ErrorInfo, source: bytes, filename: str) -> Iterator[Line]:
    if not error.traceback:
        return
    yield [("Traceback (most recent call last):", "dim")]
    text: list[str] | None = None
    *outer, innermost = error.traceback
    previous: TracebackEntry | None = None
    repeated = 0
    for entry in outer:
        if entry == previous:
            repeated += 1
            continue
        yield from _repetition(repeated)
        previous, repeated = entry, 0
        yield _place(entry)
        if entry.source:
            yield [("    ", ""), (printable(entry.source, _LINE_MOST), "")]
    yield from _repetition(repeated)
    yield _place(innermost)
    if innermost.file == filename:
        text = source.decode("utf-8", "replace").split("\n")
    yield from _context(innermost, text)


def _repetition(times: int) -> Iterator[Line]:
    if times:
        again = "time" if times == 1 else "times"
        yield [(f"  … and the same line {times} more {again}", "dim")]


def _place(entry: TracebackEntry) -> Line:
    place: list[tuple[str, str]] = [
        ('  File "', ""),
        (printable(entry.file, _LINE_MOST), "cyan"),
        ('", line ', ""),
        (str(entry.line), "cyan"),
    ]
    if entry.function is not None:
        place += [(", in ", ""), (printable(entry.function, _LINE_MOST), "green")]
    return place


def _context(entry: TracebackEntry, text: list[str] | None) -> Iterator[Line]:
    """The line at which it happened, among its neighbours if it is in the script's own file."""
    if text is None or not _same_line(entry, text):
        if entry.source:
            yield [("    ", ""), (printable(entry.source, _LINE_MOST), "bold")]
            if entry.caret is not None:
                yield _caret(4, printable(entry.source[: entry.caret], _LINE_MOST))
        return
    first = max(1, entry.line - _AROUND)
    last = min(len(text), entry.line + _AROUND)
    while last > entry.line and not text[last - 1].strip():
        last -= 1
    width = len(str(last))
    for number in range(first, last + 1):
        here = number == entry.line
        shown = printable(text[number - 1].rstrip().expandtabs(4), _LINE_MOST)
        yield [
            ("  > " if here else "    ", "bold red"),
            (f"{number:>{width}} | ", "dim"),
            (shown, "bold" if here else "dim"),
        ]
        if here and entry.column is not None:
            before = text[number - 1][: entry.column - 1].expandtabs(4)
            yield _caret(4 + width + 3, printable(before, _LINE_MOST))


def _caret(margin: int, before: str) -> Line:
    """A mark under the place that ``before`` leads to, as wide as a terminal shows it."""
    from rich.cells import cell_len

    return [(" " * (margin + cell_len(before)) + "^", "bold red")]


def _same_line(entry: TracebackEntry, text: list[str]) -> bool:
    """Whether the file's text has the line that the engine reports.

    Code that the script compiled itself may bear the file's name as well.
    """
    if not 1 <= entry.line <= len(text):
        return False
    return entry.source is None or text[entry.line - 1].strip().startswith(entry.source.strip())


def _exception(error: ErrorInfo) -> Iterator[Line]:
    first, *rest = error.message.split("\n")
    yield [
        (printable(error.type, _LINE_MOST), "bold red"),
        (": " if error.message else "", ""),
        (printable(first), ""),
    ]
    for line in rest[:_MESSAGE_LINES]:
        yield [(printable(line), "")]
    if len(rest) > _MESSAGE_LINES:
        yield [(f"… and {len(rest) - _MESSAGE_LINES} more lines", "dim")]


# ---- How much ----


def _amounts_of(result: ScriptResult, limits: Limits) -> list[_Amount]:
    usage = result.usage
    sizes: tuple[tuple[str, int | None, int | None], ...] = (
        ("memory", usage.peak_memory, limits.memory),
        ("stdout", usage.stdout_bytes, limits.stdout),
        ("stderr", usage.stderr_bytes, limits.stderr),
    )
    return [
        _Amount("steps", "steps", usage.steps, limits.steps, _format.count),
        *(
            _Amount(field, field, used, limit, partial(_format.size, like=limit or 0))
            for field, used, limit in sizes
        ),
        _Amount("wall_time", "wall time", usage.wall_time, limits.wall_time, _format.duration),
        _Amount("cpu_time", "CPU time", usage.cpu_time, limits.cpu_time, _format.duration),
    ]


def _struck(result: ScriptResult, limits: Limits) -> str:
    """The field of the limit that ended the run."""
    if result.status is not Status.OUTPUT:
        return str(result.status)
    full = [
        amount.field
        for amount in _amounts_of(result, limits)
        if amount.field in ("stdout", "stderr") and amount.reached
    ]
    # Both are full only if one ended exactly there; the message knows.
    assert result.error is not None
    named = [field for field in full if f" on {field} " in result.error.message]
    return (named or full or ["stdout"])[0]


def _table(result: ScriptResult, limits: Limits) -> Iterator[Line]:
    struck = _struck(result, limits)
    rows = []
    for amount in _amounts_of(result, limits):
        used = "not counted" if amount.used is None else amount.show(amount.used)
        limit = "unlimited" if amount.limit is None else amount.show(amount.limit)
        share = ""
        if amount.used is not None and amount.limit:
            percent = min(100.0, 100 * amount.used / amount.limit)
            share = "<1 %" if 0 < percent < 1 else f"{percent:.0f} %"
        rows.append((amount.field == struck, amount.label, used, limit, share))
    used_width = max(len(used) for _, _, used, _, _ in rows)
    limit_width = max(len(limit) for _, _, _, limit, _ in rows)
    for here, label, used, limit, share in rows:
        row = f"{label:<9}  {used:>{used_width}} of {limit:>{limit_width}}  {share:>5}"
        yield [
            ("  > " if here else "    ", "bold yellow"),
            (row, "bold yellow" if here else ""),
        ]


def _summary(result: ScriptResult) -> str:
    usage = result.usage
    parts = [_format.duration(usage.wall_time)]
    if usage.steps is not None:
        parts.append(f"{_format.count(usage.steps)} step{'' if usage.steps == 1 else 's'}")
    if usage.peak_memory is not None:
        parts.append(f"{_format.size(usage.peak_memory)} of memory")
    return f"after {', '.join(parts)}"


# ---- What helps ----


def _hints(
    result: ScriptResult, limits: Limits, error: ErrorInfo, at_prompt: bool
) -> Iterator[str]:
    if result.status.is_limit:
        field = _struck(result, limits)
        option = LIMIT_OPTIONS[field]
        yield f"{option} raises this limit; for example: {option} {_larger(field, limits)}"
    elif result.status is Status.CRASHED:
        yield "the script hit a defect of PocketPy; it was contained"
    elif error.type == "RecursionError":
        yield (
            f"--recursion raises this limit of {_format.count(limits.recursion)} frames, "
            "up to 10,000"
        )
    elif error.type == "NameError" and error.message == "name 'open' is not defined":
        if not at_prompt:
            yield "--file [NAME=]PATH lets the script open a copy of a file, and write in memory"
    elif error.type == "EOFError":
        if not at_prompt:
            yield "--stdin FILE gives the script something to read"
    elif error.type == "ImportError":
        refused = _REFUSED_MODULE.search(error.message)
        if refused:
            yield f"--allow {refused.group(1)} lets the script import it"


def _larger(field: str, limits: Limits) -> str:
    """A larger value for a limit, as an option takes it."""
    value = getattr(limits, field)
    if field == "steps":
        return str(10 * value)
    if field in ("wall_time", "cpu_time"):
        return f"{2 * value:g}"
    more = max(1024, 2 * value)
    return _format.size(more, more).replace(" ", "")
