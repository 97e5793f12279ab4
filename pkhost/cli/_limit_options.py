"""The options that are limits: one vocabulary for ``run``, ``repl`` and ``exec``.

A new limit is one more row in :data:`_OPTIONS`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar, get_args

import click

from ..limits import InvalidLimit, LimitName, Limits, PresetName, parse_size
from . import _format

__all__ = ["bad_limit", "limit_options", "make_limits", "option_of", "raise_hint", "shown_limits"]

_F = TypeVar("_F", bound=Callable[..., Any])

_UNLIMITED = "unlimited"

if TYPE_CHECKING:
    _ParamType = click.ParamType[Any]  # generic for type checkers, and not in every click
else:
    _ParamType = click.ParamType


class _Amount(_ParamType):
    """An amount, or ``unlimited``."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        if value.strip().lower() == _UNLIMITED:
            return _UNLIMITED
        try:
            return self.read(value)
        except InvalidLimit as error:
            self.fail(error.reason, param, ctx)
        except ValueError:
            self.fail(f"{value!r} is not {self.what}", param, ctx)

    what: str
    """What the option takes, for an error message."""

    def read(self, text: str) -> object:
        raise NotImplementedError


class _Count(_Amount):
    name = "N"
    what = "a whole number"

    def read(self, text: str) -> int:
        return int(text.replace(",", ""))


class _Seconds(_Amount):
    name = "SECONDS"
    what = "a number of seconds"

    def read(self, text: str) -> float:
        return float(text)


class _Size(_Amount):
    name = "SIZE"
    what = "a size"

    def read(self, text: str) -> int:
        return parse_size(int(text) if text.strip().lstrip("-").isdigit() else text)


_COUNT, _SECONDS, _SIZE = _Count(), _Seconds(), _Size()


class _Option(NamedTuple):
    """A limit as an option."""

    field: LimitName
    names: tuple[str, ...]
    """Its spellings; the first is the one that reports and errors give."""
    type: _Amount
    of_scripts: str | None
    """What --help says of it in ``run`` and ``repl``; ``None`` if scripts have no such limit."""
    of_programs: str | None
    """The same in ``exec``."""


_STDOUT = "Bytes that it may write to stdout."
_STDERR = "Bytes that it may write to stderr."
_TIME = "Seconds on the clock."
_OPTIONS = (
    _Option("steps", ("--steps",), _COUNT, "Bytecodes that it may execute.", None),
    _Option("memory", ("--memory",), _SIZE, "Memory of its VM.", "Memory of all its processes."),
    _Option("stdout", ("--stdout",), _SIZE, _STDOUT, _STDOUT),
    _Option("stderr", ("--stderr",), _SIZE, _STDERR, _STDERR),
    _Option("wall_time", ("--time", "--wall-time"), _SECONDS, _TIME, _TIME),
    _Option(
        "cpu_time",
        ("--cpu-time",),
        _SECONDS,
        "Seconds on the processor.",
        "Seconds on the processor, of all its processes.",
    ),
    _Option("recursion", ("--recursion",), _COUNT, "Frames on its call stack.", None),
    _Option("processes", ("--processes",), _COUNT, None, "Processes and threads at one time."),
    _Option("open_files", ("--open-files",), _COUNT, None, "Open files of each process."),
    _Option("file_size", ("--file-size",), _SIZE, None, "Bytes in any one file."),
    _Option("disk", ("--disk",), _SIZE, "Bytes in its files.", "Bytes in its scratch folder."),
    _Option(
        "address_space",
        ("--address-space",),
        _SIZE,
        None,
        "Bytes that each process may map, touched or not.",
    ),
    _Option("stack", ("--stack",), _SIZE, None, "Stack of each process's main thread."),
)
_BY_FIELD = {option.field: option for option in _OPTIONS}
_MOST_RECURSION = 10_000
_PRESET = click.option(
    "--preset",
    type=click.Choice(get_args(PresetName)),
    help="Begin from named limits.  The options above change single ones.",
)


def limit_options(
    of: Literal["scripts", "programs"], *, leave_out: tuple[LimitName, ...] = ()
) -> Callable[[_F], _F]:
    """Return a decorator that adds the limits of scripts or of programs, and ``--preset``.

    The command gets the limits by the names of their fields, and hands them to
    :func:`make_limits`.
    """
    defaults = Limits()

    def add(command: _F) -> _F:
        command = _PRESET(command)
        for option in reversed(_OPTIONS):
            text = option.of_scripts if of == "scripts" else option.of_programs
            if text is None or option.field in leave_out:
                continue
            default = _as_typed(option.field, getattr(defaults, option.field))
            command = click.option(
                *option.names, option.field, type=option.type, help=f"{text}  [default: {default}]"
            )(command)
        return command

    return add


def shown_limits(limits: Limits, *, leave_out: tuple[LimitName, ...] = ()) -> list[str]:
    """Return a line for each limit of scripts, for people."""
    options = [o for o in _OPTIONS if o.of_scripts is not None and o.field not in leave_out]
    labels = [option.names[0].removeprefix("--").replace("-", " ") for option in options]
    width = max(map(len, labels))
    return [
        f"{label:<{width}}  {_shown(option.type, getattr(limits, option.field))}"
        for label, option in zip(labels, options, strict=True)
    ]


def _shown(kind: _Amount, value: Any) -> str:
    if value is None:
        return _UNLIMITED
    if kind is _SIZE:
        return _format.size(value)
    return _format.duration(value) if kind is _SECONDS else _format.count(value)


def make_limits(preset: PresetName | None, given: dict[str, object]) -> Limits:
    """Make limits of a preset's values and of those options that were given.

    ``given`` maps fields of :class:`Limits` to values, ``None`` where the
    option is absent.  Raises ``click.BadParameter``, which names the option.
    """
    values: dict[str, Any] = {
        field: None if value == _UNLIMITED else value
        for field, value in given.items()
        if value is not None
    }
    base = Limits() if preset is None else Limits.preset(preset)
    try:
        return base.replace(**values)
    except InvalidLimit as error:
        raise bad_limit(error) from None


def bad_limit(error: InvalidLimit) -> click.BadParameter:
    """Return the usage error for a limit that was refused; it names the option."""
    return click.BadParameter(error.reason, param_hint=_BY_FIELD[error.field].names[0])  # type: ignore[index]


def option_of(field: LimitName) -> str:
    """Return the option of a field of :class:`Limits`, as errors and reports spell it."""
    return _BY_FIELD[field].names[0]


def raise_hint(field: LimitName, limits: Limits) -> str | None:
    """Return what to type for a larger limit than the one that was reached."""
    option, value = option_of(field), getattr(limits, field)
    if field == "recursion":
        if value >= _MOST_RECURSION:
            return None
        return (
            f"{option} raises this limit of {_format.count(value)} frames, "
            f"up to {_format.count(_MOST_RECURSION)}"
        )
    if value is None:
        return f"{option} sets this limit"
    return f"{option} raises this limit; for example: {option} {_larger(field, value)}"


def _larger(field: LimitName, value: float) -> str:
    """Return a larger value, as the option takes it."""
    if field == "steps":
        return str(10 * int(value))
    return _as_typed(field, max(1024, 2 * value) if _BY_FIELD[field].type is _SIZE else 2 * value)


def _as_typed(field: LimitName, value: float | None) -> str:
    """Return a limit's value as its option takes it."""
    if value is None:
        return _UNLIMITED
    kind = _BY_FIELD[field].type
    if kind is _SIZE:
        return _format.size(value, int(value)).replace(" ", "")
    return f"{value:,}" if kind is _COUNT else f"{value:g}"
