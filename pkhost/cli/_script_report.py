"""The report of a script that did not end well."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.dialect import Dialect
from ..limits import Limits
from ..results import ErrorInfo, ScriptResult, TracebackEntry
from ..status import Status
from . import _format
from ._console import Line, printable
from ._limit_options import raise_hint
from ._usage_table import usage_table

__all__ = ["report"]

_AROUND = 2  # source lines shown before and after the innermost one
_LINE_MOST = 160  # of a source line, characters shown
_MESSAGE_LINES = 20


def report(
    result: ScriptResult,
    limits: Limits,
    source: bytes,
    filename: str,
    *,
    dialect: Dialect,
    at_prompt: bool = False,
) -> list[Line]:
    """Describe a result that is not ``OK``: what happened, where, what was used, what helps.

    ``dialect`` is the VM's: in ``"python"`` an uncaught exception has printed its own traceback.
    ``at_prompt``: of an entry of ``pkhost repl``, which has no options for files and input.
    """
    error = result.error
    assert error is not None
    lines: list[Line] = []
    if result.exit_code is not None:
        return [[("pkhost: ", "bold"), (f"the script called exit({printable(error.message)})", "")]]
    if result.status is not Status.ERROR:
        lines += [_title(result.status, error), []]
    is_printed = dialect == "python" and result.status is Status.ERROR
    if not is_printed:
        lines += _traceback(error, source, filename)
        if result.status is Status.ERROR:
            lines += _exception(error)
    lines.append([])
    if result.status.is_limit:
        lines += usage_table(result.usage, limits, error.limit)
        lines.append([])
    else:
        lines.append([(_summary(result), "dim")])
    lines += [[("hint: ", "cyan"), (hint, "")] for hint in _hints(limits, error, at_prompt)]
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


def _summary(result: ScriptResult) -> str:
    usage = result.usage
    parts = [_format.duration(usage.wall_time)]
    if usage.steps is not None:
        parts.append(f"{_format.count(usage.steps)} step{'' if usage.steps == 1 else 's'}")
    if usage.peak_memory is not None:
        parts.append(f"{_format.size(usage.peak_memory)} of memory")
    return f"after {', '.join(parts)}"


# ---- What helps ----

_FILE_HINT = "--file [NAME=]PATH lets the script open a copy of a file, and write in memory"


def _hints(limits: Limits, error: ErrorInfo, at_prompt: bool) -> Iterator[str]:
    """What to type, made of the facts of the error alone: its message is for people."""
    hint = error.hint
    if error.limit is not None:
        hint = raise_hint(error.limit, limits)
    elif error.refused is not None:
        hint = _refused_hint(error.type, error.refused, at_prompt)
    elif error.type == "EOFError" and not at_prompt:
        hint = "--stdin FILE gives the script something to read"
    elif error.type in ("FileNotFoundError", "PermissionError", "OSError") and not at_prompt:
        hint = _FILE_HINT
    if hint is not None:
        yield hint


def _refused_hint(kind: str, name: str, at_prompt: bool) -> str | None:
    if kind == "ImportError":
        return f"--allow {name} lets the script import it"
    if name == "open" and not at_prompt:
        return _FILE_HINT
    return None
