"""Checks a script without running it: what is wrong with it, as data."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from .._ownership import Cleanup
from ..engine.job import Job, Kind
from ..limits import Limits
from .driver import RunDriver, stop
from .isolation import place_of
from .options import instance
from .policy import Policy
from .source import encode_source

if TYPE_CHECKING:
    from ..engine.isolation import Isolation

__all__ = ["Finding", "FindingKind", "check"]

FindingKind = Literal[
    "syntax-error",
    "undefined-name",
    "unused-variable",
    "unused-import",
    "unreachable-code",
    "missing-module",
]
"""What kinds of findings there are."""

_DEFAULT_LIMITS = Limits()

_MESSAGES: dict[str, str] = {
    "undefined-name": "the name {name!r} is not defined",
    "unused-variable": "the variable {name!r} is not used",
    "unused-import": "{name!r} is imported and not used",
    "unreachable-code": "this is never reached",
    "missing-module": "there is no module {name!r}",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that may be wrong with a script, and where."""

    kind: FindingKind
    """``"syntax-error"`` keeps the script from running; all else is a warning."""

    message: str
    """What it is, for people; the words may change, but for those of a ``"syntax-error"``, which
    are CPython 3.11's."""

    line: int
    """Where it begins: a line, from 1."""

    column: int
    """And a column in it, from 1, in characters."""

    end_line: int
    """Where it ends."""

    end_column: int
    """The column behind its last character.  The same place as the beginning: it has no length."""

    name: str | None = None
    """The name that it is about: a variable's or a module's.  ``None``: it is about none."""

    @property
    def is_error(self) -> bool:
        """Whether the script cannot run for it."""
        return self.kind == "syntax-error"

    def as_dict(self) -> dict[str, Any]:
        """Return it as types that JSON has."""
        return asdict(self)


class _Entry(NamedTuple):
    """What the engine says of a finding: csrc/engine/run/check.h."""

    kind: str
    name: str
    line: int
    column: int
    end_line: int
    end_column: int
    instead: str | None


def check(
    source: str | bytes,
    *,
    filename: str = "main.py",
    limits: Limits | None = None,
    modules: Iterable[str] = (),
    isolation: Isolation | None = None,
    require: str | Iterable[str] = (),
) -> list[Finding]:
    """Compile a script in dialect "python" without running it; return what may be wrong with it.

    >>> import pkhost
    >>> for finding in pkhost.check("import re\\nprint(total)"):
    ...     print(finding.line, finding.column, finding.message)
    1 8 're' is imported and not used
    2 7 the name 'total' is not defined

    A script that does not compile has one finding, a ``"syntax-error"``.  Otherwise there are
    names that nothing defines, variables and imports that nothing uses, statements that nothing
    reaches and modules that are not there, in the order of the source.  Names that a script may
    get in other ways (``from x import *``, ``exec``) are no findings.  ``[]``: nothing was found.

    Compiling is done where scripts run, as the source may be made to break a compiler.

    :param source: the script, as text or as UTF-8 bytes.
    :param filename: str, default ``"main.py"``: its name.
    :param limits: :class:`Limits`, default ``Limits()``: for the check.
    :param modules: names of modules that the host gives its scripts (``VM(modules=)``), default
        none: those are there.
    :param isolation: ``"process"``, the default, or ``"thread"``: see :class:`VM`.
    :param require: names of protections, default none: see :class:`VM`.

    Raises ``ValueError`` or ``TypeError`` for invalid arguments, ``LimitExceeded`` if the limits
    are too low for the source, ``ProtectionUnavailable`` if a required protection is missing, and
    ``EngineError`` if a VM cannot be made.
    """
    limits = instance("limits", limits, Limits, _DEFAULT_LIMITS)
    if isinstance(modules, str):
        raise TypeError("modules: expected names, not one str")
    given = frozenset(modules)
    place = place_of(isolation, require)
    data, refused = encode_source(source, filename, place.home)
    if refused is not None:
        error = refused.error
        assert error is not None
        line = error.traceback[0].line
        return [Finding("syntax-error", error.message, line, 1, line, 1)]
    engine_vm = place.new_vm(limits.memory, Policy(), "python")
    with Cleanup(functools.partial(stop, engine_vm), only_on_failure=True):
        result = RunDriver(engine_vm, None).drive(
            engine_vm.run(Job(data, filename, limits, Kind.CHECK))
        )
    engine_vm.close()
    assert result is not None
    lines = data.split(b"\n")
    entries = (_Entry(*entry) for entry in result.check().value)
    return [
        _finding(entry, lines)
        for entry in entries
        if entry.kind != "missing-module" or entry.name.partition(".")[0] not in given
    ]


def _finding(entry: _Entry, lines: list[bytes]) -> Finding:
    places = (
        entry.line,
        _characters(lines, entry.line, entry.column) + 1,
        entry.end_line,
        _characters(lines, entry.end_line, entry.end_column) + 1,
    )
    if entry.kind not in _MESSAGES:
        return Finding("syntax-error", entry.name, *places)
    message = _MESSAGES[entry.kind].format(name=entry.name)
    if entry.instead is not None:
        message += f"; {entry.instead}"
    kind: Any = entry.kind
    return Finding(kind, message, *places, entry.name or None)


def _characters(lines: list[bytes], line: int, column: int) -> int:
    """How many characters the first ``column`` bytes of a line are."""
    text = lines[line - 1] if 0 < line <= len(lines) else b""
    behind = max(0, column - len(text))  # a line's end is a place too
    return len(text[:column].decode("utf-8", "replace")) + behind
