"""``pkhost exec``: one program, in a subprocess that is limited and contained."""

from __future__ import annotations

import codecs
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from ..errors import LauncherError, ProtectionUnavailable
from ..programs import PROTECTIONS, open_program
from ..status import Status
from ._console import CannotError, is_terminal, show, write_all
from ._exit_status import CANNOT, USAGE, exit_status
from ._interrupts import Interrupts
from ._options import COUNT, SECONDS, SIZE, make_limits
from ._output import Relay
from ._program_report import LIMIT_OPTIONS, report

__all__ = ["exec_command"]

_BOUNDED_SIZE = type(SIZE)(may_be_unlimited=False)


@click.command(
    "exec",
    # So that the program's own options are the program's, also without "--".
    context_settings={"allow_interspersed_args": False},
)
@click.argument("argv", metavar="[--] CMD [ARGS]...", nargs=-1, type=click.UNPROCESSED)
@click.option("--time", "wall_time", type=SECONDS, help="Time on the clock.  [default: 10]")
@click.option("--cpu-time", type=SECONDS, help="Time on the processor, of all.  [default: 10]")
@click.option("--memory", type=_BOUNDED_SIZE, help="Memory of all.  [default: 64MiB]")
@click.option("--stdout", type=SIZE, help="What it may write to stdout.  [default: 1MiB]")
@click.option("--stderr", type=SIZE, help="What it may write to stderr.  [default: 256KiB]")
@click.option("--processes", type=COUNT, help="Processes and threads at once.  [default: 64]")
@click.option("--open-files", type=COUNT, help="Open files of a process.  [default: 256]")
@click.option("--file-size", type=SIZE, help="Size of any one file.  [default: 64MiB]")
@click.option("--disk", type=SIZE, help="Size of its scratch folder.  [default: 64MiB]")
@click.option("--stack", type=SIZE, help="Stack of a process's main thread.  [default: 8MiB]")
@click.option("--preset", metavar="NAME", help="Begin from named limits: classroom, batch, ...")
@click.option(
    "--profile",
    type=click.Choice(["strict", "compile", "none"]),
    default="strict",
    show_default=True,
    help="How it is contained; none is limits only.",
)
@click.option(
    "--require",
    multiple=True,
    type=click.Choice(list(PROTECTIONS)),
    metavar="PROTECTION",
    help="Do not run it without this protection.  See pkhost doctor.",
)
@click.option("--cwd", metavar="FOLDER", help="Where it starts.  [default: a scratch folder]")
@click.option("--read", "readable", multiple=True, metavar="PATH", help="Let it read PATH.")
@click.option("--write", "writable", multiple=True, metavar="PATH", help="Let it change PATH.")
@click.option("--env", multiple=True, metavar="NAME=VALUE", help="Set a variable for it.")
@click.option("--network", is_flag=True, help="Let it use the network.")
@click.option("--truncate", is_flag=True, help="Drop output over its limit and let it finish.")
@click.option(
    "--stdin", "stdin_path", metavar="FILE", help="Its standard input.  [default: pkhost's own]"
)
@click.option(
    "--terminal", is_flag=True, help="Run it on a terminal of its own: output comes line by line."
)
@click.option("--raw", is_flag=True, help="Send control characters to the terminal as they are.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print the result as one JSON object, and only that."
)
def exec_command(
    argv: tuple[str, ...],
    preset: str | None,
    profile: str,
    require: tuple[str, ...],
    cwd: str | None,
    readable: tuple[str, ...],
    writable: tuple[str, ...],
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

    \b
    Exit status:
        0  it ended with exit code 0    70  it cannot be contained here
        1  another exit code, a signal 130  interrupted by Ctrl-C
        2  a usage error; no such CMD  141  the reader of its output went away
        3  it reached a limit
    """
    if not argv:
        raise click.UsageError("no program is given; for example: pkhost exec -- ls -l")
    limits = make_limits(preset, amounts, LIMIT_OPTIONS)
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
    except (ValueError, FileNotFoundError, NotADirectoryError) as error:
        raise click.UsageError(str(error)) from None
    if relay is None:
        write_all(sys.stdout, json.dumps(result.as_dict()).encode() + b"\n")
    else:
        for sink in sinks:
            sink(b"", True)  # type: ignore[misc]
        relay.finish(report=result.status is not Status.OK)
        if result.status is not Status.OK:
            unseen = None if profile == "none" or cwd else _unseen(argv)
            show(sys.stderr, report(result, limits, unseen))
    if result.status is Status.NOT_STARTED:
        return USAGE
    return CANNOT if result.status is Status.SANDBOX_FAILED else exit_status(result.status)


def _unseen(argv: tuple[str, ...]) -> str | None:
    """An argument that names something here, which a program in a scratch folder does not find."""
    for argument in argv[1:]:
        if argument and not argument.startswith(("-", "/")) and os.path.exists(argument):  # noqa: PTH110
            return argument
    return None


def _sink(relay: Relay, name: str) -> Callable[..., None]:
    """To a terminal goes text, made harmless; to files and pipes go the bytes as they are."""
    stream = sys.stdout if name == "stdout" else sys.stderr
    decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def write(data: bytes, final: bool = False) -> None:
        if is_terminal(stream):
            relay(name, decoder.decode(data, final))
        elif data:
            write_all(stream, data)

    return write


def _size() -> tuple[int, int]:
    """The size of the terminal that this command has, or the usual one."""
    columns, rows = shutil.get_terminal_size()
    return columns or 80, rows or 24


def _stdin(path: str | None) -> Any:
    if path is None or path == "-":
        return None if sys.stdin is None else sys.stdin.buffer
    if not os.access(path, os.R_OK):
        raise click.UsageError(f"cannot read --stdin {path!r}")
    return Path(path)


def _variables(env: tuple[str, ...]) -> dict[str, str]:
    variables = {}
    for pair in env:
        name, equals, value = pair.partition("=")
        if not equals:
            raise click.BadParameter(f"{pair!r} is not NAME=VALUE", param_hint="--env")
        variables[name] = value
    return variables
