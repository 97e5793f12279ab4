"""(b) A tiny script in a fresh VM, from the call to the result, through public APIs."""

from __future__ import annotations

import contextlib

from .measuring import clock, median, percentile
from .peers import PEERS, Missing, Run
from .sections import Effort, Section, Target

__all__ = ["measure"]


def measure(effort: Effort) -> Section:
    """Wall time of single runs, the contestants in turns."""
    section = Section(
        "tiny",
        "A tiny script in a pristine VM, start to result",
        ("p50 µs", "p99 µs", "p50 × pkhost"),
        label="sandbox",
    )
    samples: dict[str, list[float]] = {}
    titles: dict[str, str] = {}
    with contextlib.ExitStack() as stack:
        runs: dict[str, tuple[Run, int]] = {}
        for name, (enter, in_a_turn) in PEERS.items():
            try:
                titles[name], run = stack.enter_context(enter())
            except Missing as missing:
                section.skipped.append(str(missing))
                continue
            runs[name] = run, in_a_turn
            samples[name] = []
            for _ in range(5 * in_a_turn):
                run()
        for number in range(effort.times(200, 20)):
            effort.progress(f"turn {number + 1}")
            for name, (run, in_a_turn) in runs.items():
                for _ in range(in_a_turn):
                    start = clock()
                    run()
                    samples[name].append(clock() - start)
    ours = median(samples["pkhost"])
    for name, values in samples.items():
        middle = median(values)
        numbers = (middle * 1e6, percentile(values, 99) * 1e6, middle / ours)
        section.rows.append((titles[name], numbers))
    section.targets.append(Target("tiny script, pristine VM, p50", ours * 1e6, 60, "µs"))
    for name in ("monty", "quickjs"):
        if name in samples:
            faster = median(samples[name]) / ours
            what = f"tiny script: faster than {name}"
            section.targets.append(Target(what, faster, 3, "×", at_least=True))
    return section
