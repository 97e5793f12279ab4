"""The data that a benchmark passes to the report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

__all__ = ["Effort", "Measure", "Section", "Target"]


@dataclass(frozen=True)
class Effort:
    """How much to measure."""

    quick: bool = False
    """A look in seconds rather than a measurement in minutes."""
    progress: Callable[[str], None] = lambda _: None
    """Told what is being measured."""

    def times(self, full: int, quick: int) -> int:
        """``full`` repetitions, or the ``quick`` number of them."""
        return quick if self.quick else full


@dataclass(frozen=True)
class Target:
    """A number that the project wants to reach, and what was measured."""

    what: str
    measured: float
    bound: float
    unit: str
    at_least: bool = False
    """The bound is the least; otherwise it is the most."""

    @property
    def met(self) -> bool:
        return self.measured >= self.bound if self.at_least else self.measured <= self.bound


@dataclass
class Section:
    """One table."""

    name: str
    title: str
    columns: tuple[str, ...]
    """Heads of the columns after the first; a unit stands in them."""
    label: str = "script"
    """Head of the first column."""
    rows: list[tuple[str, tuple[float | None, ...]]] = field(default_factory=list)
    """Name and numbers; ``None`` where there is none."""
    targets: list[Target] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    """What could not be measured, and why."""


Measure = Callable[[Effort], Section]
