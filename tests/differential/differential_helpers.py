"""Run an expression over many arguments, in a VM and in this CPython, and tell where they differ.

An expression names its arguments `a`, `b`, `c` and `d`.  They are values, not source text: they
cross into the VM as a host's values do, so that neither side's way of reading literals matters.

    found = differences(vm, "a.find(b, c)", [("banana", "a", 2), ("", "", -1)])

All cases of one expression are one run of the VM.  What differs on purpose is data: `Intended`.
"""

from __future__ import annotations

import itertools
import math
import struct
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pkhost import VM, Limits

LIMITS = Limits(steps=50_000_000, wall_time=60, memory="128MiB")

# A class of CPython's that PocketPy has not stands for the nearest of its bases that it has.
_DEFINED = """
import builtins
[name for name in dir(builtins) if type(getattr(builtins, name)) is type]
"""

# NaN is the one float that does not cross the border: it goes as this text in a tuple.
_NAN = "not a number"

_TELL = f"""
def _in(value):
    if type(value) is tuple and len(value) == 1 and value[0] == {_NAN!r}: return float('nan')
    if type(value) is tuple: return tuple([_in(item) for item in value])
    if type(value) is list: return [_in(item) for item in value]
    if type(value) is dict: return {{key: _in(item) for key, item in value.items()}}
    return value
def _out(value):
    if type(value) is float and value != value: return ({_NAN!r},)
    if type(value) is tuple: return tuple([_out(item) for item in value])
    if type(value) is list: return [_out(item) for item in value]
    if type(value) is dict: return {{key: _out(item) for key, item in value.items()}}
    return value
def _tell(arguments):
    try:
        return [0, _out(_expression(*_in(arguments)))]
    except Exception as error:
        return [1, type(error).__name__, str(error)]
[_tell(arguments) for arguments in _cases]
"""


@dataclass(frozen=True)
class Raised:
    """How an expression failed.  Messages are compared only where a test asks for it."""

    type: str
    message: str = ""


@dataclass(frozen=True)
class Difference:
    """One expression with one set of arguments, and what the two made of it."""

    code: str
    arguments: tuple[Any, ...]
    cpython: Any
    here: Any

    def __str__(self) -> str:
        names = ", ".join(f"{n}={v!r}" for n, v in zip("abcd", self.arguments, strict=False))
        return f"{self.code}  with {names}: CPython {self.cpython!r}, here {self.here!r}"


@dataclass(frozen=True)
class Intended:
    """Differences that are on purpose, or that a later issue is to end: which, and why."""

    reason: str
    codes: tuple[str, ...]
    """The expressions; none: any."""
    when: Callable[[Difference], bool] = lambda difference: True

    def covers(self, difference: Difference) -> bool:
        """Whether this is one of them."""
        return (not self.codes or difference.code in self.codes) and self.when(difference)


def product(*edges: Iterable[Any]) -> list[tuple[Any, ...]]:
    """Every combination of arguments."""
    return list(itertools.product(*edges))


def differences(
    vm: VM,
    code: str,
    cases: Sequence[tuple[Any, ...]],
    *,
    setup: str = "",
    messages: bool = False,
) -> list[Difference]:
    """Evaluate `code` for each of `cases` on both sides, and give those where they differ.

    `setup` is source that both understand, imports for instance.  The values, and their types,
    must be equal: 2 is not 2.0, and 0.0 not -0.0.  Of exceptions the class must be the same, and
    with `messages` their text.  A mutable argument is copied for each case.
    """
    if not cases:
        return []
    names = ", ".join("abcd"[: len(cases[0])])
    source = f"{setup}\ndef _expression({names}):\n    return {code}\n"
    vm.set("_cases", [_without_nan(list(case)) for case in cases])
    result = vm.run(source + _TELL, limits=LIMITS)
    assert result.ok, f"{code}: {result.status} {result.error}"
    scope: dict[str, Any] = {}
    exec(compile(source, "<expression>", "exec", dont_inherit=True), scope)
    defined = _defined_exceptions(vm)
    found = []
    for arguments, told in zip(cases, result.value, strict=True):
        here = _with_nan(told[1])
        if told[0] != 0:
            here = Raised(told[1], told[2] if messages else "")
        try:
            there = scope["_expression"](*_copied(arguments))
        except Exception as error:
            name = next(c.__name__ for c in type(error).__mro__ if c.__name__ in defined)
            there = Raised(name, str(error) if messages else "")
        if _exact(here) != _exact(there):
            found.append(Difference(code, arguments, there, here))
    return found


def unintended(found: Iterable[Difference], intended: Sequence[Intended]) -> list[str]:
    """Those that no entry covers, as text for an assertion."""
    return [str(d) for d in found if not any(entry.covers(d) for entry in intended)]


def stale(found: Sequence[Difference], intended: Sequence[Intended]) -> list[str]:
    """The reasons of entries that cover nothing of what was found: they are to be removed."""
    return [entry.reason for entry in intended if not any(entry.covers(d) for d in found)]


_defined: dict[int, set[str]] = {}


def _defined_exceptions(vm: VM) -> set[str]:
    """What VMs define that is an exception: the same in all, so asked once."""
    if 0 not in _defined:
        names = vm.run(_DEFINED, limits=LIMITS).check().value
        # A module's own exceptions have names of CPython's too.
        _defined[0] = {*names, "JSONDecodeError"}
    return _defined[0]


def _without_nan(value: Any) -> Any:
    if isinstance(value, float) and math.isnan(value):
        return (_NAN,)
    if isinstance(value, (list, tuple)):
        return type(value)(_without_nan(item) for item in value)
    if isinstance(value, dict):
        return {key: _without_nan(item) for key, item in value.items()}
    return value


def _with_nan(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        if tuple(value) == (_NAN,):
            return math.nan
        return type(value)(_with_nan(item) for item in value)
    if isinstance(value, dict):
        return {key: _with_nan(item) for key, item in value.items()}
    return value


def _copied(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return type(value)(_copied(item) for item in value)
    if isinstance(value, dict):
        return {_copied(key): _copied(item) for key, item in value.items()}
    if isinstance(value, set):
        return set(value)
    return value


def _exact(value: Any) -> Any:
    """The value in a form whose equality is identity of kind and content."""
    if isinstance(value, float):
        return ("float", "nan" if math.isnan(value) else struct.pack("d", value))
    if isinstance(value, (list, tuple)):
        return (type(value).__name__, *(_exact(item) for item in value))
    if isinstance(value, dict):
        return ("dict", *((_exact(key), _exact(item)) for key, item in value.items()))
    if isinstance(value, (set, frozenset)):
        return ("set", frozenset(_exact(item) for item in value))
    return (type(value).__name__, value)
