"""``pkhost run``: one script, in a VM of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, NamedTuple, TypeVar

import click

from ..engine.factory import engine
from ..errors import EngineError
from ..limits import Limits
from ..results import ScriptResult
from ..scripts import VM, Policy
from ..scripts.stdin import Stdin
from ..status import Status
from . import _format
from ._console import CannotError, complain, show, write_all
from ._exit_status import exit_status
from ._interrupts import Interrupts
from ._options import BOUNDED_COUNT, COUNT, LIMIT_OPTIONS, SECONDS, SIZE, make_limits
from ._output import Relay
from ._script_input import DemandedInput

__all__ = ["check_memory", "limit_options", "make_policy", "run_command"]

_F = TypeVar("_F", bound=Callable[..., Any])

# Through these a script can write to memory or forge code, so that no policy
# and no capsule holds it any more.
_UNSAFE_MODULES = {
    "stdc": "gives the script raw memory of this process",
    "pickle": "lets the script forge pointers",
}


_LIMIT_OPTIONS = (
    click.option("--steps", type=COUNT, help="Bytecodes it may execute.  [default: 100 million]"),
    click.option("--memory", type=SIZE, help="Memory of its VM.  [default: 64MiB]"),
    click.option("--stdout", type=SIZE, help="What it may write to stdout.  [default: 1MiB]"),
    click.option("--stderr", type=SIZE, help="What it may write to stderr.  [default: 256KiB]"),
    click.option("--time", "wall_time", type=SECONDS, help="Time on the clock.  [default: 10]"),
    click.option("--cpu-time", type=SECONDS, help="Time on the processor.  [default: 10]"),
    click.option(
        "--recursion", type=BOUNDED_COUNT, help="Depth of its call stack.  [default: 1000]"
    ),
    click.option(
        "--preset",
        metavar="NAME",
        help="Begin from named limits: frame, macro, classroom or batch.  "
        "The options above change single ones.",
    ),
    click.option(
        "--allow",
        multiple=True,
        metavar="MODULE",
        help="Let it import one more of PocketPy's modules.  Can be repeated.",
    ),
)


def limit_options(command: _F) -> _F:
    """Add the options that make limits and a policy to a command."""
    for option in reversed(_LIMIT_OPTIONS):
        command = option(command)
    return command


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
@limit_options
@click.option(
    "--file",
    "files",
    multiple=True,
    metavar="[NAME=]PATH",
    help="Let it open a copy of a file, as NAME.  Can be repeated.",
)
@click.option(
    "--module",
    "modules",
    multiple=True,
    metavar="[NAME=]PATH",
    help="Let it import a file of Python source, as NAME.  Can be repeated.",
)
@click.option(
    "--stdin",
    "stdin_path",
    metavar="FILE",
    help="What it reads as standard input.  [default: pkhost's own; nothing if SCRIPT is -]",
)
@click.option("--raw", is_flag=True, help="Send control characters to the terminal as they are.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print the result as one JSON object, and only that."
)
def run_command(
    script: str | None,
    arguments: tuple[str, ...],
    code: str | None,
    files: tuple[str, ...],
    modules: tuple[str, ...],
    preset: str | None,
    allow: tuple[str, ...],
    stdin_path: str | None,
    raw: bool,
    as_json: bool,
    **amounts: object,
) -> int:
    """Run a script under limits, in the embedded PocketPy.

    SCRIPT is a file, or - for the source on standard input.  ARGS are its
    sys.argv; those that begin with a dash go after --.  Its output appears as
    it comes; if it does not end well, a report on stderr says why and where.

    SIZE is a number of bytes or has a unit: 64MB, 64MiB.  Every amount except
    --memory and --recursion can be "unlimited".

    \b
    Exit status:
        0  it ran to its end        4  it crashed the engine (contained)
        1  an uncaught exception   70  pkhost itself cannot work here
        2  a usage error          130  interrupted by Ctrl-C
        3  it reached a limit     141  the reader of its output went away
    """
    limits = make_limits(preset, amounts, LIMIT_OPTIONS)
    check_memory(limits)
    policy = make_policy(allow)
    if code is not None:
        # There is no SCRIPT then: what stands in its place is the first of ARGS.
        arguments = (*(() if script is None else (script,)), *arguments)
        source, filename, script = os.fsencode(code), "<string>", "-c"
    elif script is None:
        raise click.UsageError("no script is given: name a file, - or -c CODE")
    else:
        source = _read_source(script, limits.memory)
        filename = "<stdin>" if script == "-" else script
    given = _Given(
        [os.fsencode(each).decode("utf-8", "replace") for each in (script, *arguments)],
        dict(_named_file("--file", each, limits.memory) for each in files),
        {
            name.removesuffix(".py"): data
            for name, data in (_named_file("--module", each, limits.memory) for each in modules)
        },
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

            show(sys.stderr, report(result, limits, source, filename))
    return exit_status(result.status)


class _Given(NamedTuple):
    """What a script is given besides its input."""

    arguments: list[str]
    files: dict[str, bytes]
    modules: dict[str, bytes]


def _named_file(option: str, given: str, most: int) -> tuple[str, bytes]:
    """The name and the content that ``[NAME=]PATH`` means; never more than ``most`` bytes."""
    name, equals, path = given.partition("=")
    if not equals:
        name, path = os.path.basename(given), given  # noqa: PTH119
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            data = file.read(most + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise click.BadParameter(f"cannot read {path!r}: {reason}", param_hint=option) from None
    if len(data) > most:
        raise click.BadParameter(
            f"{path!r} is larger than the memory limit, {_format.size(most)}", param_hint=option
        )
    return name, data


def _set_arguments(vm: VM, arguments: list[str]) -> None:
    """Set sys.argv, in a run of its own, so that the script's counts are the script's."""
    setting = vm.run(
        "import sys\nsys.argv = __arguments__\ndel sys, __arguments__",
        limits=Limits(steps=None, wall_time=None, cpu_time=None, recursion=100),
        inputs={"__arguments__": arguments},
    )
    if not setting.ok:
        raise click.UsageError(f"the script cannot be given its arguments: {setting.error}")


def check_memory(limits: Limits) -> None:
    try:
        least, most = engine().memory_bounds()
    except EngineError as error:
        raise CannotError(str(error)) from error
    if not least <= limits.memory <= most:
        raise click.BadParameter(
            f"{_format.size(limits.memory)} is not between {_format.size(least)} and "
            f"{_format.size(most)}",
            param_hint="--memory",
        )


def make_policy(allow: tuple[str, ...]) -> Policy:
    try:
        policy = Policy().allow(*allow)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--allow") from None
    for module in allow:
        if module in _UNSAFE_MODULES:
            complain(
                f"warning: --allow {module} {_UNSAFE_MODULES[module]}, so it can break out: "
                "use it only for scripts that you trust"
            )
    return policy


def _read_source(script: str, most: int) -> bytes:
    """Read the source; never more than could be compiled within the memory limit."""
    try:
        if script != "-":
            with open(script, "rb") as file:  # noqa: PTH123 -- pathlib takes a while to load
                source = file.read(most + 1)
        elif sys.stdin is None:
            raise click.UsageError("the source is to come from standard input, which is closed")
        else:
            source = sys.stdin.buffer.read(most + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise click.UsageError(f"cannot read the script {script!r}: {reason}") from None
    if len(source) > most:
        raise click.UsageError(
            f"the script {script!r} is larger than its memory limit, {_format.size(most)}"
        )
    return source


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
        descriptor = _open_stdin(stdin_path, stdin_is_spent, stack)
        interrupts = stack.enter_context(Interrupts())
        files = given.files or None
        try:
            vm = VM(
                limits=limits,
                policy=policy.show("open") if files else policy,
                modules=given.modules,
            )
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
            run = vm.start(source, filename, stdin=stdin, on_output=relay, files=files)
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--file") from None
        interrupts.watch(run)
        return run.result()


def _open_stdin(path: str | None, spent: bool, stack: ExitStack) -> int | None:
    """Return the descriptor that the script reads from, or ``None`` for nothing to read."""
    if path is None or path == "-":
        if spent and path == "-":
            raise click.UsageError("standard input cannot be both the script and its input")
        return None if spent or sys.stdin is None else sys.stdin.fileno()
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise click.UsageError(f"cannot read --stdin {path!r}: {reason}") from None
    stack.callback(os.close, descriptor)
    return descriptor
