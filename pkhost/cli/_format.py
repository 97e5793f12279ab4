"""Amounts as people read them."""

from __future__ import annotations

__all__ = ["count", "duration", "size"]

_BINARY = (("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10))
_DECIMAL = (("GB", 10**9), ("MB", 10**6), ("kB", 10**3))


def count(value: float) -> str:
    """Return a whole number with its thousands apart."""
    return f"{value:,.0f}"


def size(value: float, like: int = 0) -> str:
    """Return a number of bytes, in the units in which ``like`` is a round number."""
    for unit, factor in _units(like):
        if value >= factor:
            return f"{value / factor:.1f}".removesuffix(".0") + f" {unit}"
    return f"{value:.0f} B"


def _units(like: int) -> tuple[tuple[str, int], ...]:
    factor = next((factor for _, factor in _DECIMAL if like >= factor), 0)
    binary = next((factor for _, factor in _BINARY if like >= factor), 1)
    round_number = factor and 10 * like % factor == 0 and 10 * like % binary != 0
    return _DECIMAL if round_number else _BINARY


def duration(seconds: float) -> str:
    """Return a time in a unit that leaves few digits."""
    if seconds < 1e-3:
        return f"{seconds * 1e6:.0f} µs"
    if seconds < 1:
        return f"{seconds * 1e3:.3g} ms"
    return f"{seconds:,.2f}".rstrip("0").rstrip(".") + " s"
