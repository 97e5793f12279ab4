"""(a) pkhost, without and with exact steps, against the stock library without pkhost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pkhost import VM, Limits

from .bare import Bare
from .measuring import geometric_mean, in_turns, median
from .sections import Effort, Section, Target
from .suite import SCRIPTS

__all__ = ["measure"]

# Room that no script needs: limits are on, and none of them strikes.
MEMORY = "256MB"
UNMETERED = Limits(steps=None, memory=MEMORY)
METERED = Limits(steps=10**12, memory=MEMORY)


def measure(effort: Effort) -> Section:
    """Processor time of the thread that runs the script, from its source to its end."""
    section = Section(
        "stock",
        "Script time against the stock PocketPy library",
        ("stock ms", "no steps ms", "steps ms", "no steps ×", "steps ×", "per step ns"),
    )
    unmetered, metered = [], []
    with Bare() as bare, VM(limits=METERED, isolation="thread", dialect="pocketpy") as vm:
        for script in SCRIPTS:
            effort.progress(script.stem)
            expected = bare.run(script)[1]
            samples = in_turns(
                {
                    "bare": _bare(bare, script),
                    "unmetered": _in_pkhost(vm, script, UNMETERED, expected),
                    "metered": _in_pkhost(vm, script, METERED, expected),
                },
                effort.times(21, 3),
            )
            steps = vm.run(script.read_text(), limits=METERED).usage.steps or 0
            stock, without, exact = (median(values) for values in samples.values())
            unmetered.append(without / stock)
            metered.append(exact / stock)
            section.rows.append(
                (
                    script.stem,
                    (
                        stock * 1e3,
                        without * 1e3,
                        exact * 1e3,
                        without / stock,
                        exact / stock,
                        (exact - without) / steps * 1e9,
                    ),
                )
            )
    means = geometric_mean(unmetered), geometric_mean(metered)
    section.rows.append(("geometric mean", (None, None, None, *means, None)))
    section.targets = [
        Target("unmetered against the stock library", means[0], 1.02, "×"),
        Target("with exact steps against the stock library", means[1], 1.35, "×"),
    ]
    return section


def _bare(bare: Bare, script: Path) -> Callable[[], float]:
    return lambda: bare.run(script)[0]


def _in_pkhost(vm: VM, script: Path, limits: Limits, expected: str) -> Callable[[], float]:
    source = script.read_text()

    def once() -> float:
        vm.reset()
        result = vm.run(source, limits=limits).check()
        if result.stdout != expected:
            raise RuntimeError(f"{script.name} printed {result.stdout!r}, not {expected!r}")
        return result.usage.cpu_time

    return once
