"""``pkhost check``: what is wrong with scripts, without running them."""

from __future__ import annotations

import json
import sys

import click

from ..engine.isolation import Isolation
from ..errors import EngineError, LimitExceeded, ProtectionUnavailable
from ..limits import Limits
from ..scripts.checking import Finding, check
from ._common_options import json_option
from ._console import CannotError, Line, printable, show, write_all
from ._exit_status import exit_status
from ._named_files import read_source
from ._script_options import isolation_options

__all__ = ["check_command"]


@click.command("check")
@click.argument("scripts", metavar="SCRIPT|-...", nargs=-1, required=True)
@click.option(
    "--module",
    "modules",
    multiple=True,
    metavar="NAME",
    help="A module that the scripts are given, besides the library's.  Can be repeated.",
)
@click.option("--strict", is_flag=True, help="End with 1 for warnings, too.")
@isolation_options
@json_option
def check_command(
    scripts: tuple[str, ...],
    modules: tuple[str, ...],
    strict: bool,
    isolation: Isolation | None,
    require: tuple[str, ...],
    as_json: bool,
) -> int:
    """Say what is wrong with scripts in dialect "python", without running them.

    Each SCRIPT is a file, or - for standard input.  Errors of syntax are found,
    names that nothing defines, variables and imports that nothing uses,
    statements that nothing reaches, and modules that are not there.

    \b
    Exit status:
        0  no script has an error     3  a script is too large for the memory limit
        1  there is an error         70  pkhost itself cannot work here
        2  a usage error
    """
    if isolation == "thread" and require:
        raise click.UsageError(
            "--require names protections of a process; with --isolation thread there are none"
        )
    limits = Limits()
    found: dict[str, list[Finding]] = {}
    for script in scripts:
        name = "<stdin>" if script == "-" else script
        try:
            found[name] = check(
                read_source(script, limits.memory),
                filename=name,
                limits=limits,
                modules=modules,
                isolation=isolation,
                require=require,
            )
        except LimitExceeded as error:
            show(sys.stderr, [[(f"pkhost: {printable(name)}: {printable(str(error))}", "red")]])
            return exit_status(error.result.status)
        except (EngineError, ProtectionUnavailable) as error:
            raise CannotError(str(error)) from error
    if as_json:
        data = {name: [each.as_dict() for each in ones] for name, ones in found.items()}
        write_all(sys.stdout, json.dumps(data).encode() + b"\n")
    else:
        show(sys.stdout, [_line(name, each) for name, ones in found.items() for each in ones])
    every = [each for ones in found.values() for each in ones]
    return int(any(each.is_error or strict for each in every))


def _line(name: str, finding: Finding) -> Line:
    kind, style = ("error", "bold red") if finding.is_error else ("warning", "yellow")
    return [
        (f"{printable(name)}:{finding.line}:{finding.column}: ", ""),
        (kind, style),
        (f": {printable(finding.message)}", ""),
        ("" if finding.is_error else f" [{finding.kind}]", "dim"),
    ]
