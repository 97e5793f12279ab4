"""``pkhost exec``: one program, in a subprocess that is limited and contained."""

from __future__ import annotations

import codecs
import json
import os
import shutil
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import InvalidLimit, LauncherError, ProtectionUnavailable
from ..programs import PROTECTIONS, open_program
from ..status import Status
from ._common_options import file_option, json_option, raw_option, require_option, stdin_option
from ._console import CannotError, is_terminal, show, write_all
from ._exit_status import CANNOT, USAGE, exit_status
from ._interrupts import Interrupts
from ._limit_options import bad_limit, limit_options, make_limits
from ._named_files import check_stdin, read_named_file, split_named_file
from ._output import Relay
from ._program_report import report

if TYPE_CHECKING:
    from ..limits import PresetName
    from ..programs.profiles import ProfileName

__all__ = ["exec_command"]


@click.command(
    "exec",
    # So that the program's own options are the program's, also without "--".
    context_settings={"allow_interspersed_args": False},
)
@click.argument("argv", metavar="[--] CMD [ARGS]...", nargs=-1, type=click.UNPROCESSED)
@limit_options("programs")
@click.option(
    "--profile",
    type=click.Choice(["strict", "compile", "none"]),
    default="strict",
    show_default=True,
    help="How it is contained; none is limits only.",
)
@require_option(PROTECTIONS)
@click.option(
    "--cwd",
    type=click.Path(exists=True, file_okay=False),
    metavar="FOLDER",
    help="Where it starts.  [default: a scratch folder]",
)
@click.option(
    "--read",
    "readable",
    multiple=True,
    type=click.Path(exists=True),
    metavar="PATH",
    help="Let it read PATH.  Can be repeated.",
)
@click.option(
    "--write",
    "writable",
    multiple=True,
    type=click.Path(exists=True),
    metavar="PATH",
    help="Let it change PATH.  Can be repeated.",
)
@file_option("Let it find a copy of a file where it starts")
@click.option(
    "--env", multiple=True, metavar="NAME=VALUE", help="Set a variable for it.  Can be repeated."
)
@click.option("--network", is_flag=True, help="Let it use the network.")
@click.option("--truncate", is_flag=True, help="Drop output over its limit and let it finish.")
@stdin_option("pkhost's own")
@click.option(
    "--terminal", is_flag=True, help="Run it on a terminal of its own: output comes line by line."
)
@raw_option
@json_option
def exec_command(
    argv: tuple[str, ...],
    preset: PresetName | None,
    profile: ProfileName,
    require: tuple[str, ...],
    cwd: str | None,
    readable: tuple[str, ...],
    writable: tuple[str, ...],
    files: tuple[str, ...],
    env: tuple[str, ...],
    network: bool,
    truncate: bool,
    stdin_path: str | None,
    terminal: bool,
    raw: bool,
    as_json: bool,
    **amounts: object,
) -> int:
    """Run any program under limits, in a subprocess that is contained.

    CMD is a path or a name in the program's PATH.  Its output appears as it
    comes; if it does not end well, a report on stderr says why.  Nothing that
    it started is alive when this command ends.

    SIZE is a number of bytes or has a unit: 64MB, 64MiB.  Every limit except
    --memory can be "unlimited".

    \b
    Exit status:
        0  it ended with exit code 0    70  it cannot be contained here
        1  another exit code, a signal 130  interrupted by Ctrl-C
        2  a usage error; no such CMD  141  the reader of its output went away
        3  it reached a limit
    """
    if not argv:
        raise click.UsageError("no program is given; for example: pkhost exec -- ls -l")
    if files and cwd is not None:
        raise click.UsageError(
            "--file puts a copy into the scratch folder, and with --cwd the program starts "
            "elsewhere: leave out one of them, or use --read"
        )
    limits = make_limits(preset, amounts)
    contents = dict(read_named_file("--file", each, limits.disk, "disk") for each in files)
    relay = None if as_json else Relay(raw=raw)
    sinks = [None if relay is None else _sink(relay, name) for name in ("stdout", "stderr")]
    try:
        with (
            Interrupts() as interrupts,
            open_program(
                argv,
                stdin=_stdin(stdin_path),
                limits=limits,
                profile=profile,
                require=require,
                network=network,
                cwd=cwd,
                env=_variables(env),
                readable=readable,
                writable=writable,
                files=contents,
                executable=_executable(files),
                overflow="truncate" if truncate else "kill",
                terminal=_size() if terminal else False,
                on_stdout=sinks[0],
                on_stderr=None if terminal else sinks[1],
                text=False,
            ) as program,
        ):
            interrupts.watch(program)
            result = program.result()
    except (LauncherError, ProtectionUnavailable) as error:
        raise CannotError(str(error)) from error
    except InvalidLimit as error:
        raise bad_limit(error) from None
    except (ValueError, FileNotFoundError, NotADirectoryError) as error:
        raise click.UsageError(str(error)) from None
    if relay is None:
        write_all(sys.stdout, json.dumps(result.as_dict()).encode() + b"\n")
    else:
        for sink in sinks:
            sink(b"", True)  # type: ignore[misc]
        relay.finish(report=result.status is not Status.OK)
        if result.status is not Status.OK:
            unseen = None if profile == "none" or cwd else _unseen(argv, contents)
            show(sys.stderr, report(result, limits, unseen))
    if result.status is Status.NOT_STARTED:
        return USAGE
    return CANNOT if result.status is Status.SANDBOX_FAILED else exit_status(result.status)


def _executable(files: tuple[str, ...]) -> list[str]:
    """The names of those files of ``--file`` that may be executed here."""
    return [name for name, path in map(split_named_file, files) if os.access(path, os.X_OK)]


def _unseen(argv: tuple[str, ...], files: Collection[str]) -> str | None:
    """An argument that names something here, which a program in a scratch folder does not find."""
    for argument in argv[1:]:
        is_path = argument and not argument.startswith(("-", "/")) and argument not in files
        if is_path and os.path.exists(argument):  # noqa: PTH110
            return argument
    return None


def _sink(relay: Relay, name: str) -> Callable[..., None]:
    """Return a function that takes output.  A terminal gets text, with control characters
    made visible; files and pipes get the bytes as they are."""
    stream = sys.stdout if name == "stdout" else sys.stderr
    decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def write(data: bytes, final: bool = False) -> None:
        if is_terminal(stream):
            relay(name, decoder.decode(data, final))
        elif data:
            write_all(stream, data)

    return write


def _size() -> tuple[int, int]:
    """The size of this command's terminal; 80 columns and 24 rows without one."""
    columns, rows = shutil.get_terminal_size()
    return columns or 80, rows or 24


def _stdin(path: str | None) -> Any:
    if path is None or path == "-":
        return None if sys.stdin is None else sys.stdin.buffer
    check_stdin(path)
    return Path(path)  # which the program reads without this process between


def _variables(env: tuple[str, ...]) -> dict[str, str]:
    variables = {}
    for pair in env:
        name, equals, value = pair.partition("=")
        if not equals:
            raise click.BadParameter(f"{pair!r} is not NAME=VALUE", param_hint="--env")
        variables[name] = value
    return variables
