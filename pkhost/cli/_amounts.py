"""Amounts as people read them."""

from __future__ import annotations

__all__ = ["count", "duration", "size"]

_BINARY = (("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10))
_DECIMAL = (("GB", 10**9), ("MB", 10**6), ("kB", 10**3))


def count(value: float) -> str:
    """Return a whole number with its thousands apart."""
    return f"{value:,.0f}"


def size(value: float, like: int = 0) -> str:
    """Return a number of bytes, in units of 1000 if ``like`` is a round number of those."""
    units = _DECIMAL if like % 1000 == 0 and like % 1024 else _BINARY
    for unit, factor in units:
        if value >= factor:
            return f"{value / factor:.1f}".removesuffix(".0") + f" {unit}"
    return f"{value:.0f} B"


def duration(seconds: float) -> str:
    """Return a time in a unit that leaves few digits."""
    if seconds < 1e-3:
        return f"{seconds * 1e6:.0f} µs"
    if seconds < 1:
        return f"{seconds * 1e3:.3g} ms"
    return f"{seconds:,.2f}".rstrip("0").rstrip(".") + " s"
