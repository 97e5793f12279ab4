"""Files that arguments and options name: read at once, or opened to be read from."""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import ExitStack

import click

from . import _format

__all__ = [
    "check_stdin",
    "open_stdin",
    "read_named_file",
    "read_source",
    "split_named_file",
    "why",
]


def why(error: OSError | ValueError) -> str:
    """Why a file cannot be opened.  (``ValueError``: its name cannot be one.)"""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def read_named_file(option: str, given: str, most: int | None, limit: str) -> tuple[str, bytes]:
    """The name and the content that ``[NAME=]PATH`` means; never more than ``most`` bytes.

    ``limit`` is the limit that ``most`` comes from, for the error message.
    """
    name, path = split_named_file(given)
    try:
        with open(path, "rb") as file:  # noqa: PTH123 -- pathlib takes a while to load
            data = file.read() if most is None else file.read(most + 1)
    except (OSError, ValueError) as error:
        raise click.BadParameter(f"cannot read {path!r}: {why(error)}", param_hint=option) from None
    if most is not None and len(data) > most:
        raise click.BadParameter(
            f"{path!r} is larger than the {limit} limit, {_format.size(most, most)}",
            param_hint=option,
        )
    return name, data


def read_source(script: str, most: int) -> bytes:
    """The source of a script, for "-" standard input; never more than fits into its memory."""
    try:
        if script != "-":
            with open(script, "rb") as file:  # noqa: PTH123 -- pathlib takes a while to load
                source = file.read(most + 1)
        elif sys.stdin is None:
            raise click.UsageError("the source is to come from standard input, which is closed")
        else:
            source = sys.stdin.buffer.read(most + 1)
    except (OSError, ValueError) as error:
        raise click.UsageError(f"cannot read the script {script!r}: {why(error)}") from None
    if len(source) > most:
        raise click.UsageError(
            f"the script {script!r} is larger than its memory limit, {_format.size(most)}"
        )
    return source


def split_named_file(given: str) -> tuple[str, str]:
    """The name and the path that ``[NAME=]PATH`` means: a file is called as it is by itself."""
    name, equals, path = given.partition("=")
    return (name, path) if equals else (os.path.basename(given), given)  # noqa: PTH119


def check_stdin(path: str) -> None:
    """Raise ``click.BadParameter`` unless the file of ``--stdin`` can be read."""
    try:
        is_folder = stat.S_ISDIR(os.stat(path).st_mode)  # noqa: PTH116
    except (OSError, ValueError) as error:
        raise _unreadable_stdin(path, why(error)) from None
    if is_folder:
        raise _unreadable_stdin(path, os.strerror(errno.EISDIR))
    if not os.access(path, os.R_OK):
        raise _unreadable_stdin(path, os.strerror(errno.EACCES))


def open_stdin(path: str, stack: ExitStack) -> int:
    """Open the file of ``--stdin``, until the stack is closed; return its descriptor."""
    check_stdin(path)
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        raise _unreadable_stdin(path, why(error)) from None
    stack.callback(os.close, descriptor)
    return descriptor


def _unreadable_stdin(path: str, reason: str) -> click.BadParameter:
    return click.BadParameter(f"cannot read {path!r}: {reason}", param_hint="--stdin")
