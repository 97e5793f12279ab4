"""The argument ``require=`` of both halves: names of protections that there must be."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ._keywords import nearest

__all__ = ["required_of"]


def required_of(names: object, known: Collection[str]) -> frozenset[str]:
    """``require=`` as a set; a name alone is a set of one, and ``None`` is empty.

    Raises ``ValueError`` for a name that is not ``known``, ``TypeError`` for what is none.
    """
    if names is None:
        return frozenset()
    if isinstance(names, str):
        names = (names,)
    if isinstance(names, bytes) or not isinstance(names, Iterable):
        raise TypeError(f"require: expected names of protections, not {names!r}")
    required = set()
    for name in names:
        if not isinstance(name, str):
            raise TypeError(f"require: expected names of protections, not {name!r} among them")
        if name not in known:
            close = nearest(name, known)
            hint = f"did you mean {close!r}?" if close else f"there are: {', '.join(known)}"
            raise ValueError(f"require: there is no protection {name!r}; {hint}")
        required.add(name)
    return frozenset(required)
