"""Takes samples in turns, and computes medians and ratios of them."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

__all__ = ["clock", "cpu_clock", "geometric_mean", "in_turns", "median", "percentile"]

clock = time.perf_counter
"""Seconds on the clock of every measurement that is made in Python."""


def cpu_clock() -> float:
    """Seconds of processor time of this process and of its children that are alive.

    What other programs do on the machine is not in it, as it is in wall time.
    """
    total = time.process_time()
    for children in Path("/proc/self/task").glob("*/children"):
        for child in map(int, children.read_text().split()):
            # How Linux makes the number of a process's clock (clock_getcpuclockid(3)).
            total += time.clock_gettime(~child << 3 | 2)
    return total


def in_turns(
    contestants: Mapping[str, Callable[[], float]], rounds: int, warm_up: int = 1
) -> dict[str, list[float]]:
    """Let every contestant measure itself once a round; its samples by its name.

    Turns, because a machine's speed drifts: what is compared has then drifted alike.  The order
    is turned by one each round, so that nobody always follows the same neighbour.  ``warm_up``
    rounds come first and are not kept.
    """
    names = list(contestants)
    samples: dict[str, list[float]] = {name: [] for name in names}
    for number in range(warm_up + rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            sample = contestants[name]()
            if number >= warm_up:
                samples[name].append(sample)
    return samples


def percentile(samples: Sequence[float], percent: float) -> float:
    """The smallest sample that ``percent`` per cent of them do not exceed (nearest rank)."""
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def geometric_mean(ratios: Sequence[float]) -> float:
    """The mean for ratios: halved once and doubled once is unchanged."""
    return math.exp(sum(map(math.log, ratios)) / len(ratios))
