"""Option values of the command: amounts that may be unlimited, and limits made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ..limits import Limits, parse_size

__all__ = ["BOUNDED_COUNT", "COUNT", "LIMIT_OPTIONS", "SECONDS", "SIZE", "UNLIMITED", "make_limits"]

UNLIMITED = "unlimited"

LIMIT_OPTIONS = {
    "steps": "--steps",
    "memory": "--memory",
    "stdout": "--stdout",
    "stderr": "--stderr",
    "wall_time": "--time",
    "cpu_time": "--cpu-time",
    "recursion": "--recursion",
}
"""The option of each field of :class:`pkhost.Limits` that scripts have."""

if TYPE_CHECKING:
    _ParamType = click.ParamType[Any]  # generic for type checkers, and not in every click
else:
    _ParamType = click.ParamType


class _Amount(_ParamType):
    """A value that may be ``unlimited``, where the limit allows that."""

    def __init__(self, may_be_unlimited: bool = True) -> None:
        self._may_be_unlimited = may_be_unlimited

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        if self._may_be_unlimited and value.strip().lower() == UNLIMITED:
            return UNLIMITED
        try:
            return self.read(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)

    def read(self, text: str) -> object:
        raise NotImplementedError


class _Count(_Amount):
    name = "N"

    def read(self, text: str) -> int:
        try:
            return int(text.replace(",", ""))
        except ValueError:
            raise ValueError(f"{text!r} is not a whole number") from None


class _Seconds(_Amount):
    name = "SECONDS"

    def read(self, text: str) -> float:
        try:
            return float(text)
        except ValueError:
            raise ValueError(f"{text!r} is not a number of seconds") from None


class _Size(_Amount):
    name = "SIZE"

    def read(self, text: str) -> int:
        try:
            return parse_size(int(text) if text.strip().lstrip("-").isdigit() else text)
        except ValueError as error:
            # The option is named by click; "size: " is not its name.
            raise ValueError(str(error).partition(": ")[2]) from None


COUNT = _Count()
BOUNDED_COUNT = _Count(may_be_unlimited=False)
SECONDS = _Seconds()
SIZE = _Size()


def make_limits(preset: str | None, given: dict[str, object], options: dict[str, str]) -> Limits:
    """Make limits of a preset's values and of those options that were given.

    ``given`` maps fields of :class:`Limits` to values, ``None`` where the
    option is absent; ``options`` maps fields to the names of their options,
    so that an error names what the user wrote.  Raises ``click.BadParameter``.
    """
    values = {
        field: None if value == UNLIMITED else value
        for field, value in given.items()
        if value is not None
    }
    try:
        if preset is None:
            return Limits(**values)  # type: ignore[arg-type]
        try:
            base = Limits.preset(preset)
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--preset") from None
        return base.replace(**values)
    except ValueError as error:
        field, _, what = str(error).partition(": ")
        raise click.BadParameter(what, param_hint=options.get(field, field)) from None
