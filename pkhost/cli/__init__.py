"""The command ``pkhost``: ``run``, ``exec``, ``repl``, ``check``, ``doctor``.

Each subcommand is a module that is imported when it is used, since starting
fast is part of the command's job.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from ._console import OutputClosedError, complain, discard_stdout
from ._exit_status import CANNOT, INTERRUPTED, OUTPUT_CLOSED

__all__ = ["main"]

# Name: (module, function, what --help says of it).
_COMMANDS = {
    "run": ("run", "run_command", "Run a script under limits, in an isolated process."),
    "exec": ("exec", "exec_command", "Run any program under limits, in a subprocess."),
    "repl": ("repl", "repl_command", "Talk with a VM line by line, every entry under limits."),
    "check": ("check", "check_command", "Say what is wrong with a script, without running it."),
    "doctor": ("doctor", "doctor_command", "Say what this machine offers, and what is wrong."),
}


class _LazyGroup(click.Group):
    """A group whose subcommands are imported on use; listing them imports none."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, function, _ = _COMMANDS[cmd_name]
        command = getattr(import_module(f".{module}", __name__), function)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in _COMMANDS and not name.startswith("-"):
            advice = f"there are: {', '.join(_COMMANDS)}"
            if os.path.isfile(name):  # noqa: PTH113 -- pathlib takes a while to load
                advice = f"to run a script: pkhost run {name}"
            ctx.fail(f"No such command {name!r}; {advice}")
        return super().resolve_command(ctx, args)

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002
        formatter: click.HelpFormatter,
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, _, about) in _COMMANDS.items()])


def _print_versions(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from ._versions import versions

    click.echo("\n".join(f"{name} {version}" for name, version in versions().items()))
    ctx.exit()


@click.group(
    cls=_LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_versions,
    help="Name the versions of pkhost, PocketPy and Python, and exit.",
)
@click.pass_context
def _pkhost(ctx: click.Context) -> None:
    """Run code that you do not trust, under limits.

    For example:  pkhost run --time 2 --memory 32MB script.py
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status (see :mod:`pkhost.cli._exit_status`).

    ``arguments`` defaults to those of the process.
    """
    try:
        status: Any = _pkhost.main(
            args=None if arguments is None else list(arguments),
            prog_name="pkhost",
            standalone_mode=False,
        )
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        complain("interrupted")
        return INTERRUPTED
    except OutputClosedError:
        # `pkhost run x | head -1`: the reader has what it wanted.
        discard_stdout()
        return OUTPUT_CLOSED
    except OSError as error:
        discard_stdout()
        complain(f"standard output cannot be written: {os.strerror(error.errno or 0)}")
        return CANNOT
    except Exception:
        # A bug of pkhost's must not look like an exception of the script's.
        import traceback

        traceback.print_exc()
        complain("this is a bug of pkhost; please report it, with what `pkhost --version` says")
        return CANNOT
