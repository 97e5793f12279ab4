"""Options that mean the same in ``run`` and ``exec``, besides the limits."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

__all__ = ["file_option", "json_option", "raw_option", "require_option", "stdin_option"]

_F = TypeVar("_F", bound=Callable[..., Any])

raw_option = click.option(
    "--raw", is_flag=True, help="Send control characters to the terminal as they are."
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print the result as one JSON object, and only that."
)


def file_option(what: str) -> Callable[[_F], _F]:
    """Return the option ``--file``; ``what`` says what the file is for."""
    return click.option(
        "--file",
        "files",
        multiple=True,
        metavar="[NAME=]PATH",
        help=f"{what}, as NAME.  Can be repeated.",
    )


def require_option(protections: Iterable[str]) -> Callable[[_F], _F]:
    """Return the option ``--require``, for the names of these protections."""
    return click.option(
        "--require",
        multiple=True,
        type=click.Choice(list(protections)),
        metavar="PROTECTION",
        help="Do not run it without this protection: see pkhost doctor.  Can be repeated.",
    )


def stdin_option(default: str) -> Callable[[_F], _F]:
    """Return the option ``--stdin``; ``default`` says what is read without it."""
    return click.option(
        "--stdin",
        "stdin_path",
        metavar="FILE",
        help=f"What it reads as standard input.  [default: {default}]",
    )
