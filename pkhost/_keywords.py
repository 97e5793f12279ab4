"""Keyword arguments of both halves: messages about unknown names and about old names."""

from __future__ import annotations

import math
import sys
import warnings
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import FrameType

__all__ = ["NOT_GIVEN", "nearest", "renamed", "seconds", "truth", "unknown"]


class _NotGiven:
    def __repr__(self) -> str:
        return "NOT_GIVEN"


NOT_GIVEN: Any = _NotGiven()
"""The default of an argument for which ``None`` would be a value, and a wrong one."""


def unknown(name: str, known: Iterable[str]) -> TypeError:
    """The error for a keyword argument that is not known: it names the nearest that is."""
    names = sorted(known)
    close = nearest(name, names)
    hint = f"did you mean {close!r}?" if close else f"there are: {', '.join(names)}"
    return TypeError(f"unexpected keyword argument {name!r}; {hint}")


def nearest(name: str, known: Collection[str], cutoff: float = 0.6) -> str | None:
    """The known name that was probably meant, if there is one like it."""
    try:
        from difflib import get_close_matches
    except (ImportError, OSError):  # no descriptor is left, or no right to read it
        return None
    return next(iter(get_close_matches(name, known, 1, cutoff)), None)


def truth(name: str) -> Callable[[object], bool]:
    """What checks an argument that is true or false.

    Anything else is refused: ``"no"`` and ``"false"`` would be taken for true.
    """

    def check(value: object) -> bool:
        if value is None or (isinstance(value, int) and value in (0, 1)):
            return bool(value)
        raise TypeError(f"{name}: expected True or False, not {value!r}")

    return check


def seconds(name: str, value: float | None) -> float | None:
    """An argument that is a number of seconds; ``None``, which infinity is too, for ever.

    Raises ``TypeError`` or ``ValueError`` for anything else.
    """
    if value is None:
        return None
    if not hasattr(value, "__float__"):
        raise TypeError(f"{name}: expected a number of seconds or None, not {value!r}")
    try:
        number = float(value)
    except OverflowError:  # a larger integer than any float
        number = math.inf if value > 0 else -math.inf
    if math.isnan(number):
        raise ValueError(f"{name}: {value!r} is not a number of seconds")
    return None if number == math.inf else number


def renamed(old: str, new: str) -> None:
    """Warn that a name is an old one, at the line outside of pkhost that uses it."""
    level = 1
    frame: FrameType | None = sys._getframe()
    while frame is not None and _is_ours(frame.f_globals.get("__name__", "")):
        level += 1
        frame = frame.f_back
    warnings.warn(f"{old} is an old name; use {new}", DeprecationWarning, stacklevel=level)


def _is_ours(module: str) -> bool:
    return module == "pkhost" or module.startswith("pkhost.")
