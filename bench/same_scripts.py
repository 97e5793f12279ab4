"""(c) The scripts of (a), pkhost with exact steps against pydantic-monty."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pkhost

from .measuring import cpu_clock, geometric_mean, in_turns, median
from .peers import Missing, monty_session
from .sections import Effort, Section, Target
from .suite import SCRIPTS

__all__ = ["measure"]

LIMITS = pkhost.Limits(steps=10**12)


def measure(effort: Effort) -> Section:
    """Processor time from the call to the result, both with their limits on.

    That of all threads of this process, and of pydantic-monty's workers, which are its children.
    """
    section = Section(
        "monty",
        "The same scripts, exact steps on, against pydantic-monty",
        ("pkhost ms", "monty ms", "monty × pkhost"),
    )
    ratios = []
    try:
        with monty_session() as (pool, limits):
            for script in SCRIPTS:
                effort.progress(script.stem)
                source = script.read_text()
                expected = (
                    pkhost.run_script(source, limits=LIMITS, isolation="thread").check().stdout
                )
                in_monty = _in_monty(pool, limits, script, expected)
                try:
                    in_monty()
                except import_module("pydantic_monty").MontyError as error:
                    why = str(error).splitlines()[-1]
                    section.skipped.append(f"{script.stem}: pydantic-monty says {why}")
                    continue
                samples = in_turns(
                    {"pkhost": _in_pkhost(script, expected), "monty": in_monty},
                    effort.times(11, 3),
                )
                ours, theirs = (median(values) for values in samples.values())
                ratios.append(theirs / ours)
                section.rows.append((script.stem, (ours * 1e3, theirs * 1e3, theirs / ours)))
    except Missing as missing:
        section.skipped.append(str(missing))
    if ratios:
        mean = geometric_mean(ratios)
        section.rows.append(("geometric mean", (None, None, mean)))
        what = "same scripts: faster than pydantic-monty"
        section.targets.append(Target(what, mean, 1.3, "×", at_least=True))
    return section


def _in_pkhost(script: Path, expected: str) -> Callable[[], float]:
    source = script.read_text()

    def once() -> float:
        start = cpu_clock()
        result = pkhost.run_script(source, limits=LIMITS, isolation="thread")
        took = cpu_clock() - start
        if result.check().stdout != expected:
            raise RuntimeError(f"{script.name} printed {result.stdout!r}, not {expected!r}")
        return took

    return once


def _in_monty(pool: Any, limits: Any, script: Path, expected: str) -> Callable[[], float]:
    source = script.read_text()
    collect = import_module("pydantic_monty").CollectString

    def once() -> float:
        printed = collect()
        start = cpu_clock()
        with pool.checkout(limits=limits) as session:
            session.feed_run(source, print_callback=printed)
        took = cpu_clock() - start
        if printed.output != expected:
            raise RuntimeError(f"{script.name} printed {printed.output!r}, not {expected!r}")
        return took

    return once
