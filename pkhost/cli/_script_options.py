"""Options of ``run`` and ``repl``: where a script runs, its policy, and the limits of VMs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, get_args

import click

from ..engine.dialect import DEFAULT_DIALECT, Dialect
from ..engine.factory import engine
from ..engine.isolation import DEFAULT_ISOLATION, SCRIPT_PROTECTIONS, Isolation
from ..errors import EngineError, ProtectionUnavailable
from ..limits import Limits
from ..scripts import VM, Policy
from ..scripts.policy import MODULES
from . import _format
from ._common_options import require_option
from ._console import CannotError, complain
from ._limit_options import option_of

__all__ = [
    "allow_option",
    "check_memory",
    "dialect_option",
    "isolation_options",
    "make_policy",
    "new_vm",
]

_F = TypeVar("_F", bound=Callable[..., Any])

# Through these a script can write to memory or forge code, so that no policy
# and no capsule holds it any more.
_UNSAFE_MODULES = {
    "stdc": "gives the script raw memory of its process",
    "pickle": "lets the script forge pointers",
}


def isolation_options(command: _F) -> _F:
    """Add the options ``--isolation`` and ``--require``."""
    return click.option(
        "--isolation",
        type=click.Choice(get_args(Isolation)),
        help="Where it runs: in a process that the kernel confines, or, for scripts whose "
        f"authors you trust, on a thread of pkhost's own.  [default: {DEFAULT_ISOLATION}]",
    )(require_option(SCRIPT_PROTECTIONS)(command))


dialect_option = click.option(
    "--dialect",
    type=click.Choice(get_args(Dialect)),
    help="The language that it is in: Python as CPython has it, or PocketPy's own dialect.  "
    f"[default: {DEFAULT_DIALECT}]",
)

allow_option = click.option(
    "--allow",
    multiple=True,
    metavar="MODULE",
    help="Let it import one more of the engine's modules.  Can be repeated.",
)


def new_vm(isolation: Isolation | None, require: tuple[str, ...], **arguments: Any) -> VM:
    """Make a VM; exits with a message where it cannot be had.  Leaves errors of other
    arguments to the caller."""
    if (isolation or DEFAULT_ISOLATION) == "thread" and require:
        raise click.UsageError(
            "--require names protections of a process; with --isolation thread there are none: "
            "leave out one of the two"
        )
    try:
        return VM(isolation=isolation, require=require, **arguments)
    except (ProtectionUnavailable, EngineError) as error:
        # In the words of the command.
        said = str(error).replace('isolation="thread"', "--isolation thread")
        raise CannotError(said) from error


def make_policy(allow: tuple[str, ...], isolation: Isolation | None) -> Policy:
    """Make a policy of the modules that ``--allow`` names; warn of those that are unsafe."""
    in_thread = (isolation or DEFAULT_ISOLATION) == "thread"
    danger = (
        "so it can break out: use it only for scripts that you trust"
        if in_thread
        else "so that nothing holds it but what the kernel holds its process by"
    )
    for module in allow:
        if module not in MODULES:
            raise click.BadParameter(_no_module(module), param_hint="--allow")
        if module in _UNSAFE_MODULES:
            complain(f"warning: --allow {module} {_UNSAFE_MODULES[module]}, {danger}")
    return Policy().allow(*allow)


def _no_module(name: str) -> str:
    """Why ``--allow`` cannot have this name, in the words of the command."""
    from difflib import get_close_matches

    close = get_close_matches(name, MODULES, 1, cutoff=0.75)
    advice = f"did you mean {close[0]!r}?" if close else "--allow is for the engine's own modules"
    return f"there is no module named {name!r}; {advice}"


def check_memory(limits: Limits) -> None:
    """Raise ``click.BadParameter`` unless a VM can be made with so much memory."""
    try:
        least, most = engine().memory_bounds()
    except EngineError as error:
        raise CannotError(str(error)) from error
    if not least <= limits.memory <= most:
        raise click.BadParameter(
            f"{_format.size(limits.memory)} is not between {_format.size(least)} and "
            f"{_format.size(most)}",
            param_hint=option_of("memory"),
        )
