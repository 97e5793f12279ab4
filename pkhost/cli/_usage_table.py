"""The table of a report: what a run used, and what it was allowed to use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from ..limits import LimitName, Limits
from ..usage import Usage
from . import _format
from ._console import Line

__all__ = ["usage_table"]


class _Row(NamedTuple):
    field: LimitName
    label: str
    used: float | None
    limit: float | None
    show: Callable[[float], str]

    @property
    def cells(self) -> tuple[str, str, str]:
        """What was used, the limit, and the share of it."""
        if self.used is None:
            used = "not counted" if self.field == "steps" else "unknown"
        else:
            used = self.show(self.used)
        limit = "unlimited" if self.limit is None else self.show(self.limit)
        if self.used is None or not self.limit:
            return used, limit, ""
        percent = min(100.0, 100 * self.used / self.limit)
        return used, limit, "<1 %" if 0 < percent < 1 else f"{percent:.0f} %"


def _rows(usage: Usage, limits: Limits) -> Iterator[_Row]:
    yield _Row("steps", "steps", usage.steps, limits.steps, _format.count)
    sizes: tuple[tuple[LimitName, int | None, int | None], ...] = (
        ("memory", usage.peak_memory, limits.memory),
        ("stdout", usage.stdout_bytes, limits.stdout),
        ("stderr", usage.stderr_bytes, limits.stderr),
    )
    for field, used, limit in sizes:
        yield _Row(field, field, used, limit, partial(_format.size, like=limit or 0))
    yield _Row("wall_time", "wall time", usage.wall_time, limits.wall_time, _format.duration)
    yield _Row("cpu_time", "CPU time", usage.cpu_time, limits.cpu_time, _format.duration)


def usage_table(
    usage: Usage, limits: Limits, reached: str | None, leave_out: Sequence[LimitName] = ()
) -> Iterator[Line]:
    """The table, with a mark at the limit that was ``reached``, by its field."""
    rows = [(row, row.cells) for row in _rows(usage, limits) if row.field not in leave_out]
    used_width, limit_width = (max(len(cells[i]) for _, cells in rows) for i in (0, 1))
    for row, (used, limit, share) in rows:
        here = row.field == reached
        text = f"{row.label:<9}  {used:>{used_width}} of {limit:>{limit_width}}  {share:>5}"
        yield [
            ("  > " if here else "    ", "bold yellow"),
            (text, "bold yellow" if here else ""),
        ]
