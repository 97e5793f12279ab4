"""``pkhost repl``: a prompt for a VM, every entry under limits."""

from __future__ import annotations

import codeop
import contextlib
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from ..engine.dialect import Dialect
from ..engine.isolation import Isolation
from ..errors import EngineError
from ..limits import LimitName, Limits, PresetName
from ..scripts import VM
from ..status import Status
from . import _format
from ._completion import completer
from ._console import CannotError, is_terminal, printable, show
from ._limit_options import limit_options, make_limits, shown_limits
from ._output import Relay
from ._script_options import (
    allow_option,
    check_memory,
    dialect_option,
    isolation_options,
    make_policy,
    new_vm,
)
from ._script_report import report
from ._versions import versions

__all__ = ["repl_command"]

_FIRST, _NEXT = ">>> ", "... "
_HELP = """\
An entry is a statement or an expression; a block ends
with an empty line.  Every entry has the limits anew.
    :limits    what an entry may use
    :memory    how much of its memory the VM uses
    :reset     make the VM as new
    :help      this text
    :quit      the end; so are exit() and Ctrl-D
Tab completes names.  What input() asks for is the next line that you type,
and the time that you take counts.  Ctrl-C stops what runs, or drops what you type.
"""


_LEFT_OUT: tuple[LimitName, ...] = ("disk",)  # there are no files in it


@click.command("repl")
@limit_options("scripts", leave_out=_LEFT_OUT)
@dialect_option
@isolation_options
@allow_option
def repl_command(
    preset: PresetName | None,
    dialect: Dialect | None,
    isolation: Isolation | None,
    require: tuple[str, ...],
    allow: tuple[str, ...],
    **amounts: object,
) -> int:
    """Talk with a VM, line by line, each entry under limits.

    Reads entries from the terminal, with history, or from a pipe.  The VM
    keeps its globals from entry to entry, also after a limit.
    """
    limits = make_limits(preset, amounts)
    check_memory(limits)
    try:
        policy = make_policy(allow, isolation)
        with new_vm(isolation, require, limits=limits, policy=policy, dialect=dialect) as vm:
            # As a Python prompt has it; also after :reset.
            vm.run("quit = exit").check()
            vm._rebase()
            return _converse(vm, limits)
    except EngineError as error:
        raise CannotError(str(error)) from error


def _converse(vm: VM, limits: Limits) -> int:
    """Returns the exit status."""
    interactive = is_terminal(sys.stdin) and is_terminal(sys.stdout)
    with contextlib.ExitStack() as stack:
        ask: Callable[[str], str]
        if interactive:
            stack.enter_context(_line_editing(vm))
            names = versions()
            print(f"pkhost {names['pkhost']}, PocketPy {names['PocketPy']}. ", end="")
            print(":help says what there is.", flush=True)
            ask = input
        else:
            ask = _read_line
        number = 0
        while (entry := _read_entry(ask)) is not None:
            command = entry.strip()
            if command.startswith(":"):
                if command == ":quit":
                    return 0
                _command(vm, limits, command)
            elif command in ("exit", "quit"):
                return 0
            elif command:
                number += 1
                exited = _run(vm, limits, entry, f"<entry {number}>", ask)
                if exited is not None:
                    return exited & 0xFF
        if interactive:
            print()
        return 0


def _read_line(prompt: str) -> str:  # noqa: ARG001
    """Read a line from a pipe; the prompt is for people."""
    line = sys.stdin.readline() if sys.stdin is not None else ""
    if not line:
        raise EOFError
    return line.removesuffix("\n")


def _read_entry(ask: Callable[[str], str]) -> str | None:
    """Read one entry, of as many lines as it takes; ``None`` at the end of input."""
    lines: list[str] = []
    while True:
        try:
            line = ask(_NEXT if lines else _FIRST)
        except EOFError:
            return "\n".join(lines) if lines else None
        except KeyboardInterrupt:
            print("\nKeyboardInterrupt", flush=True)
            lines.clear()
            continue
        lines.append(line)
        if line.startswith(":") and len(lines) == 1:
            return line
        entry = "\n".join(lines)
        if _is_complete(entry):
            return entry


def _is_complete(entry: str) -> bool:
    """Whether an entry can be run.  CPython's grammar answers, which is near enough:
    what it does not know is for PocketPy to judge."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return codeop.compile_command(entry, symbol="single") is not None
        except (SyntaxError, ValueError, OverflowError, MemoryError, RecursionError):
            return True


def _run(
    vm: VM, limits: Limits, entry: str, filename: str, ask: Callable[[str], str]
) -> int | None:
    """Run an entry; returns its exit code if it has called exit()."""
    relay = Relay(raw=False)

    def answer(_: str) -> str | None:
        try:
            return ask("") + "\n"
        except EOFError:
            return None

    try:
        result = vm.run(
            entry,
            filename,
            interactive=True,
            stdin=answer,
            on_stdout=relay.stdout,
            on_stderr=relay.stderr,
        )
    except KeyboardInterrupt:
        relay.finish(report=True)
        print("KeyboardInterrupt", file=sys.stderr, flush=True)
        return None
    failed = result.status is not Status.OK and result.exit_code is None
    relay.finish(report=failed)
    if failed:
        data = entry.encode("utf-8", "replace")
        show(sys.stderr, report(result, limits, data, filename, dialect=vm.dialect, at_prompt=True))
        if result.restored:
            print("The VM was restored: its globals are gone.", file=sys.stderr, flush=True)
    elif result.exit_message is not None and vm.dialect == "pocketpy":
        # As a Python prompt shows it; in the other dialect the script has printed it.
        print(printable(result.exit_message), file=sys.stderr, flush=True)
    return result.exit_code


def _command(vm: VM, limits: Limits, command: str) -> None:
    if command == ":reset":
        vm.reset()
        text = "The VM is as new."
    elif command == ":memory":
        used = _format.size(vm.memory_in_use)
        text = f"{used} of {_format.size(limits.memory)} in use."
    elif command == ":limits":
        text = "\n".join(shown_limits(limits, leave_out=_LEFT_OUT))
    elif command == ":help":
        text = _HELP.rstrip()
    else:
        text = f"There is no {command}; :help says what there is."
    print(text, flush=True)


@contextlib.contextmanager
def _line_editing(vm: VM) -> Iterator[None]:
    """Line editing, completion, and entries of earlier conversations, where there is readline."""
    try:
        import readline
    except ImportError:
        yield
        return
    state = os.environ.get("XDG_STATE_HOME") or "~/.local/state"
    path = Path(state).expanduser() / "pkhost" / "history"
    with contextlib.suppress(OSError):
        readline.read_history_file(path)
    readline.set_history_length(1000)
    readline.set_completer_delims(" \t\n`~!@#$%^&*()-=+[{]}\\|;:'\",<>/?")
    readline.set_completer(completer(vm))
    libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            readline.write_history_file(path)
