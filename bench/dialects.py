"""(g) The scripts of (a) in both dialects, beside CPython."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from pathlib import Path

import pkhost

from .measuring import cpu_clock, geometric_mean, in_turns, median
from .sections import Effort, Section, Target
from .suite import SCRIPTS

__all__ = ["measure"]

LIMITS = pkhost.Limits(steps=10**12)


def measure(effort: Effort) -> Section:
    """Processor time from the call to the result; in CPython, of exec() with the source."""
    section = Section(
        "dialects",
        "The same scripts in both dialects, and in the CPython that runs this",
        ("pocketpy ms", "python ms", "CPython ms", "python / pocketpy", "python / CPython"),
    )
    of_pocketpy, of_cpython = [], []
    for script in SCRIPTS:
        effort.progress(script.stem)
        expected = _printed_by_cpython(script)
        samples = in_turns(
            {
                "pocketpy": _in_dialect(script, "pocketpy", expected),
                "python": _in_dialect(script, "python", expected),
                "CPython": _in_cpython(script),
            },
            effort.times(11, 3),
        )
        pocketpy, python, cpython = (median(samples[name]) for name in samples)
        of_pocketpy.append(python / pocketpy)
        of_cpython.append(python / cpython)
        row = (pocketpy * 1e3, python * 1e3, cpython * 1e3, python / pocketpy, python / cpython)
        section.rows.append((script.stem, row))
    means = (geometric_mean(of_pocketpy), geometric_mean(of_cpython))
    section.rows.append(("geometric mean", (None, None, None, *means)))
    what = "slowest script in python, against pocketpy"
    section.targets.append(Target(what, max(of_pocketpy), 1.03, "×"))
    return section


def _in_dialect(script: Path, dialect: pkhost.Dialect, expected: str) -> Callable[[], float]:
    source = script.read_text()

    def once() -> float:
        start = cpu_clock()
        result = pkhost.run_script(source, limits=LIMITS, isolation="thread", dialect=dialect)
        took = cpu_clock() - start
        if result.check().stdout != expected:
            raise RuntimeError(f"{script.name} printed {result.stdout!r}, not {expected!r}")
        return took

    return once


def _printed_by_cpython(script: Path) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(script.read_text(), script.name, "exec"), {"__name__": "__main__"})
    return printed.getvalue()


def _in_cpython(script: Path) -> Callable[[], float]:
    def once() -> float:
        start = cpu_clock()
        _printed_by_cpython(script)
        return cpu_clock() - start

    return once
