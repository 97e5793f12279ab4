"""The argument that says what language scripts are in: ``dialect=``.

:class:`pkhost.VM` has what each means.
"""

from __future__ import annotations

from typing import cast, get_args

from .._keywords import nearest
from ..engine import dialect
from ..engine.dialect import Dialect

__all__ = ["dialect_of"]

_NAMES = get_args(Dialect)


def dialect_of(chosen: Dialect | None) -> Dialect:
    """The dialect that a caller means; ``None``: the default.

    Raises ``ValueError`` or ``TypeError``, naming the argument, for anything else.
    """
    if chosen is None:
        return dialect.DEFAULT_DIALECT  # not bound at import: tests change it
    if not isinstance(chosen, str):
        raise TypeError(f"dialect: expected 'python' or 'pocketpy', not {chosen!r}")
    if chosen not in _NAMES:
        close = nearest(chosen, _NAMES)
        hint = f"; did you mean {close!r}?" if close else ""
        raise ValueError(f"dialect: {chosen!r} is neither 'python' nor 'pocketpy'{hint}")
    return cast("Dialect", str(chosen))
