"""``pkhost run``: one script, in a VM of its own."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from typing import NamedTuple

import click

from ..engine.dialect import DEFAULT_DIALECT, Dialect
from ..engine.isolation import Isolation
from ..errors import EngineError, InvalidLimit
from ..limits import Limits, PresetName
from ..results import ScriptResult
from ..scripts import VM, Policy
from ..scripts.stdin import Stdin
from ..status import Status
from ._common_options import file_option, json_option, raw_option, stdin_option
from ._console import CannotError, show, write_all
from ._exit_status import exit_status
from ._interrupts import Interrupts
from ._limit_options import bad_limit, limit_options, make_limits
from ._named_files import open_stdin, read_named_file, read_source
from ._output import Relay
from ._script_input import DemandedInput
from ._script_options import (
    allow_option,
    check_memory,
    dialect_option,
    isolation_options,
    make_policy,
    new_vm,
)

__all__ = ["run_command"]


class _RunCommand(click.Command):
    """Says of an option that it does not know where the script's own go."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            said = error.format_message().removesuffix(".")
            raise click.UsageError(f"{said}; the script's own options go after --", ctx) from None


@click.command("run", cls=_RunCommand)
@click.argument("script", metavar="[SCRIPT|-]", required=False)
@click.argument("arguments", metavar="[ARGS]...", nargs=-1)
@click.option("-c", "code", metavar="CODE", help="Run CODE in place of a SCRIPT.")
@limit_options("scripts")
@dialect_option
@isolation_options
@allow_option
@file_option("Let it open a copy of a file")
@click.option(
    "--module",
    "modules",
    multiple=True,
    metavar="[NAME=]PATH",
    help="Let it import a file of Python source, as NAME.  Can be repeated.",
)
@stdin_option("pkhost's own; nothing if SCRIPT is -")
@raw_option
@json_option
def run_command(
    script: str | None,
    arguments: tuple[str, ...],
    code: str | None,
    files: tuple[str, ...],
    modules: tuple[str, ...],
    preset: PresetName | None,
    dialect: Dialect | None,
    isolation: Isolation | None,
    require: tuple[str, ...],
    allow: tuple[str, ...],
    stdin_path: str | None,
    raw: bool,
    as_json: bool,
    **amounts: object,
) -> int:
    """Run a script under limits, in an isolated process.

    SCRIPT is a file, or - for the source on standard input.  ARGS are its
    sys.argv; those that begin with a dash go after --.  Its output appears as
    it comes; if it does not end well, a report on stderr says why and where.

    SIZE is a number of bytes or has a unit: 64MB, 64MiB.  Every limit except
    --memory and --recursion can be "unlimited".

    \b
    Exit status:
        0  it ran to its end        4  it crashed the engine (contained)
        1  an uncaught exception   70  pkhost itself cannot work here
        2  a usage error          130  interrupted by Ctrl-C
        3  it reached a limit     141  the reader of its output went away
    """
    limits = make_limits(preset, amounts)
    check_memory(limits)
    policy = make_policy(allow, isolation)
    if code is not None:
        # There is no SCRIPT then: what stands in its place is the first of ARGS.
        arguments = (*(() if script is None else (script,)), *arguments)
        source, filename, script = os.fsencode(code), "<string>", "-c"
    elif script is None:
        raise click.UsageError("no script is given: name a file, - or -c CODE")
    else:
        source = read_source(script, limits.memory)
        filename = "<stdin>" if script == "-" else script
    given = _Given(
        [os.fsencode(each).decode("utf-8", "replace") for each in (script, *arguments)],
        dict(read_named_file("--file", each, limits.disk, "disk") for each in files),
        {
            name.removesuffix(".py"): data
            for name, data in (
                read_named_file("--module", each, limits.memory, "memory") for each in modules
            )
        },
        dialect,
        isolation,
        require,
    )
    relay = None if as_json else Relay(raw=raw)
    try:
        result = _run(source, filename, limits, policy, given, script == "-", stdin_path, relay)
    except EngineError as error:
        raise CannotError(str(error)) from error
    if relay is None:
        import json

        write_all(sys.stdout, json.dumps(result.as_dict()).encode() + b"\n")
    else:
        relay.finish(report=result.status is not Status.OK)
        if result.status is not Status.OK:
            from ._script_report import report

            show(
                sys.stderr,
                report(result, limits, source, filename, dialect=dialect or DEFAULT_DIALECT),
            )
    return exit_status(result.status)


class _Given(NamedTuple):
    """What a script is given besides its input."""

    arguments: list[str]
    files: dict[str, bytes]
    modules: dict[str, bytes]
    dialect: Dialect | None
    isolation: Isolation | None
    require: tuple[str, ...]


def _set_arguments(vm: VM, arguments: list[str]) -> None:
    """Set sys.argv, in a run of its own, so that the script's counts are the script's."""
    setting = vm.run(
        "import sys\nsys.argv = __arguments__\ndel sys, __arguments__",
        limits=Limits(steps=None, wall_time=None, cpu_time=None, recursion=100),
        inputs={"__arguments__": arguments},
    )
    if not setting.ok:
        raise click.UsageError(f"the script cannot be given its arguments: {setting.error}")


def _run(
    source: bytes,
    filename: str,
    limits: Limits,
    policy: Policy,
    given: _Given,
    stdin_is_spent: bool,
    stdin_path: str | None,
    relay: Relay | None,
) -> ScriptResult:
    with ExitStack() as stack:
        descriptor = _stdin(stdin_path, stdin_is_spent, stack)
        interrupts = stack.enter_context(Interrupts())
        files = given.files or None
        try:
            vm = new_vm(
                given.isolation,
                given.require,
                limits=limits,
                dialect=given.dialect,
                policy=policy.show("open") if files else policy,
                modules=given.modules,
            )
        except InvalidLimit as error:
            raise bad_limit(error) from None
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--module") from None
        stack.enter_context(vm)
        _set_arguments(vm, given.arguments)
        stdin: Stdin = ""
        if descriptor is not None:
            stdin = DemandedInput(
                descriptor,
                wall_time=limits.wall_time,
                wake=interrupts.wake,
                ended=lambda: interrupts.came or run.done(),
            )
        try:
            run = vm.start(
                source,
                filename,
                stdin=stdin,
                on_stdout=relay.stdout if relay else None,
                on_stderr=relay.stderr if relay else None,
                files=files,
            )
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--file") from None
        interrupts.watch(run)
        return run.result()


def _stdin(path: str | None, spent: bool, stack: ExitStack) -> int | None:
    """Return the descriptor that the script reads from, or ``None`` for nothing to read."""
    if path is None or path == "-":
        if spent and path == "-":
            raise click.UsageError("standard input cannot be both the script and its input")
        return None if spent or sys.stdin is None else sys.stdin.fileno()
    return open_stdin(path, stack)
