"""Runs the programs of programs/ in pkhost, and says what differs from CPython's stored answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pkhost
from ordinary_expected import PROGRAMS, Expected, given, stored
from pkhost import Limits, ScriptResult, Status

try:
    import tomllib
except ImportError:  # Python 3.10
    from pip._vendor import tomli as tomllib

OPEN = Path(__file__).with_name("open.toml")
"""The programs that do not do the same yet, by group, with what is missing."""

WHOLE_TRACEBACK = "errors"
"""The section whose programs must have CPython's whole traceback; in others, its last line."""

LIMITS = Limits(
    steps=200_000_000, memory="256MiB", wall_time=20, cpu_time=20, stdout="4MiB", stderr="1MiB"
)
"""Far from what any of the programs needs, so that none of them shows."""


@dataclass(frozen=True)
class Difference:
    """How a program does not do what it does in CPython; in words, for people."""

    what: str
    """One line: the exception or the line that differs."""
    details: str
    """All of what was expected and of what there was."""


def name_of(program: Path) -> str:
    """A program's name in reports and in the list: its path below programs/, without the suffix."""
    return program.relative_to(PROGRAMS).with_suffix("").as_posix()


def group_of(name: str) -> str:
    """The group of a program, by its name."""
    return name.rpartition("/")[0]


def still_open() -> dict[str, str]:
    """What is missing for each program that is on the list.

    :raises tomllib.TOMLDecodeError: the list cannot be read.
    """
    groups = tomllib.loads(OPEN.read_text(encoding="utf-8"))
    return {
        f"{group}/{name}": why for group, names in groups.items() for name, why in names.items()
    }


def run(program: Path, dialect: str = "python") -> ScriptResult:
    """Run a program as CPython ran it: with its input, and with a folder of its own."""
    return pkhost.run_script(
        program.read_text(encoding="utf-8"),
        filename="main.py",
        stdin=given(program),
        limits=LIMITS,
        files={},
        dialect=dialect,
    )


def difference(program: Path, dialect: str = "python") -> Difference | None:
    """How a program differs from CPython, or ``None`` if it does the same."""
    return compare(name_of(program), stored(program), run(program, dialect))


def compare(name: str, expected: Expected, result: ScriptResult) -> Difference | None:
    """How a result differs from what is expected of a program."""
    if result.status not in (Status.OK, Status.ERROR):
        return differ(f"ended by its limit or a crash: {result.status.name}", expected, result)
    if result.error is None:
        if expected.error is not None:
            return differ(f"no exception, but {last_line(expected.error)}", expected, result)
    elif expected.error is None or f"\n{said(result)}\n" not in f"\n{plain(expected.error)}":
        return differ(said(result), expected, result)
    if result.stdout != expected.stdout:
        return differ(first_line(expected.stdout, result.stdout), expected, result)
    is_whole = name.partition("/")[0] == WHOLE_TRACEBACK and expected.error is not None
    if (
        is_whole
        and said(result).partition(":")[0] != "SystemExit"
        and result.stderr != expected.error
    ):
        return differ(
            "traceback: " + first_line(expected.error or "", result.stderr), expected, result
        )
    return None


def differ(what: str, expected: Expected, result: ScriptResult) -> Difference:
    parts = {
        "expected output": expected.stdout,
        "output": result.stdout,
        "expected error": expected.error or "none\n",
        "error": result.stderr or f"{result.error}\n",
    }
    details = "".join(f"--- {title}\n{text}" for title, text in parts.items())
    return Difference(" ".join(what.split())[:160], details)


def first_line(expected: str, printed: str) -> str:
    """The first line that is not as expected, and which."""
    wanted, got = expected.splitlines(), printed.splitlines()
    for number, line in enumerate(wanted):
        if number >= len(got):
            return f"line {number + 1} is missing: {line}"
        if got[number] != line:
            at = next(
                (i for i, (a, b) in enumerate(zip(line, got[number], strict=False)) if a != b),
                min(len(line), len(got[number])),
            )
            start = max(0, at - 20)
            seen, due = got[number][start : at + 40], line[start : at + 40]
            return f"line {number + 1}: {seen!r}, not {due!r}"
    return f"more than expected: {(got[len(wanted) :] or ['an end of line'])[0]!r}"


def said(result: ScriptResult) -> str:
    """The exception that ended a run, as the last line of a traceback has it."""
    assert result.error is not None
    # A traceback says elsewhere where an error of syntax is.
    message = re.sub(r" \(main\.py, line \d+\)$", "", result.error.message)
    return f"{result.error.type}: {message}" if message else result.error.type


def plain(traceback: str) -> str:
    """A traceback without what is drawn beside that of a group."""
    return re.sub(r"^ *(\| )+", "", traceback, flags=re.MULTILINE)


def last_line(traceback: str) -> str:
    """The last line of a traceback, which mostly names the exception."""
    return traceback.rstrip("\n").rpartition("\n")[2]
