"""Runs that are the same whenever and wherever they are repeated."""

from __future__ import annotations

import dataclasses

__all__ = ["Determinism"]

_LATEST = 6e9  # there is room for long sleeps in the engine's nanoseconds


@dataclasses.dataclass(frozen=True, slots=True)
class Determinism:
    """Makes a run the same whenever and wherever it is repeated.

    The same script, in a VM in the same state, then has the same output and value,
    byte for byte, with the same steps and peak memory.  ``random`` is seeded, and time
    is computed from steps (100 ns each) and from what the script sleeps; sleeping takes
    no real time.  A limit on steps is needed, since steps must be counted.  Limits on
    time must not be reached, since they use the real clock.
    """

    seed: int = 0
    """The seed of the script's ``random``: an int of 64 bits."""

    start_time: float = 0.0
    """The time on the script's clock when it begins, in seconds since 1970 (UTC)."""

    def __post_init__(self) -> None:
        if isinstance(self.seed, bool) or not isinstance(self.seed, int):
            raise TypeError("seed: expected a whole number")
        if not -(1 << 63) <= self.seed < 1 << 63:
            raise ValueError("seed: a number of 64 bits")
        try:
            possible = 0 <= self.start_time < _LATEST
        except TypeError:
            raise TypeError(
                f"start_time: expected seconds since 1970, not {self.start_time!r}"
            ) from None
        if not possible:
            raise ValueError("start_time: seconds since 1970, not later than the year 2160")
