"""The arguments that say where a script runs: ``isolation=``, ``group=`` and ``require=``.

:class:`pkhost.VM` has what each means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast, get_args

from .._keywords import nearest
from .._protections import required_of
from ..engine import factory, isolation
from ..engine.isolation import SCRIPT_PROTECTIONS, Isolation
from ..errors import ProtectionUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..engine.dialect import Dialect
    from ..engine.interface import EngineVM, Home
    from .policy import Policy

__all__ = ["Place", "place_of"]

_NAMES = get_args(Isolation)
_simple: dict[Isolation, Place] = {}
_GROUP_MOST = 200


class Place(NamedTuple):
    """Where VMs are to be made."""

    isolation: Isolation
    home: Home
    group: str | None
    required: frozenset[str]

    def new_vm(self, memory: int, policy: Policy, dialect: Dialect) -> EngineVM:
        """A VM of ``memory`` bytes: see :meth:`Home.new_vm`.

        Raises ``ProtectionUnavailable`` if it lacks one that is required.
        """
        made = self.home.new_vm(memory, policy._words(), self.group, dialect)
        if self.required:
            found = made.protections()
            missing = {name: found[name] for name in sorted(self.required) if found[name] != "on"}
            if missing:
                raise ProtectionUnavailable(missing)
        return made


def place_of(
    chosen: Isolation | None = None,
    require: str | Iterable[str] = (),
    group: str | None = None,
) -> Place:
    """The place that a caller means by these arguments.

    Raises ``ValueError`` or ``TypeError``, naming the argument, for what makes no sense,
    and ``EngineError`` if there are no VMs in that place.
    """
    if chosen is None:
        chosen = isolation.DEFAULT_ISOLATION
    is_simple = group is None and require == ()
    if is_simple and type(chosen) is str:
        place = _simple.get(chosen)
        if place is not None:
            return place
    name = _isolation(chosen)
    required = required_of(require, SCRIPT_PROTECTIONS)
    if group is not None:
        _check_group(group)
    if name == "thread":
        if group is not None:
            raise ValueError(
                'group: with isolation="thread" all VMs are in this process and have no groups; '
                "leave out one of the two"
            )
        if required:
            raise ValueError(
                f'require: {", ".join(sorted(required))}: with isolation="thread" the kernel '
                "confines nothing; leave out one of the two"
            )
    place = Place(name, factory.home(name), group, required)
    if is_simple:
        _simple[name] = place  # each call of run_script asks for it
    return place


def _isolation(name: object) -> Isolation:
    if isinstance(name, str):
        if name in _NAMES:
            return cast("Isolation", name)
        close = nearest(name, _NAMES)
        hint = f"; did you mean {close!r}?" if close else ""
        raise ValueError(f"isolation: {name!r} is neither 'process' nor 'thread'{hint}")
    raise TypeError(f"isolation: expected 'process' or 'thread', not {name!r}")


def _check_group(group: object) -> None:
    if not isinstance(group, str):
        raise TypeError(f"group: expected a name, not {group!r}")
    try:
        size = len(group.encode())
    except UnicodeEncodeError:
        raise ValueError(f"group: {group!r} is text that is not valid Unicode") from None
    if not 0 < size <= _GROUP_MOST or "\0" in group:
        raise ValueError(
            f"group: {group!r} cannot be a name: those have 1 to {_GROUP_MOST} bytes, and no NUL"
        )
