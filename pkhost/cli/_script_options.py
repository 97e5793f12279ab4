"""Options of ``run`` and ``repl``: makes a policy of them, and limits that a VM can have."""

from __future__ import annotations

import click

from ..engine.factory import engine
from ..errors import EngineError
from ..limits import Limits
from ..scripts import Policy
from ..scripts.policy import POCKETPY_MODULES
from . import _format
from ._console import CannotError, complain
from ._limit_options import option_of

__all__ = ["allow_option", "check_memory", "make_policy"]

# Through these a script can write to memory or forge code, so that no policy
# and no capsule holds it any more.
_UNSAFE_MODULES = {
    "stdc": "gives the script raw memory of this process",
    "pickle": "lets the script forge pointers",
}

allow_option = click.option(
    "--allow",
    multiple=True,
    metavar="MODULE",
    help="Let it import one more of PocketPy's modules.  Can be repeated.",
)


def make_policy(allow: tuple[str, ...]) -> Policy:
    """Make a policy of the modules that ``--allow`` names; warn of those that are unsafe."""
    for module in allow:
        if module not in POCKETPY_MODULES:
            raise click.BadParameter(_no_module(module), param_hint="--allow")
        if module in _UNSAFE_MODULES:
            complain(
                f"warning: --allow {module} {_UNSAFE_MODULES[module]}, so it can break out: "
                "use it only for scripts that you trust"
            )
    return Policy().allow(*allow)


def _no_module(name: str) -> str:
    """Why ``--allow`` cannot have this name, in the words of the command."""
    from difflib import get_close_matches

    close = get_close_matches(name, POCKETPY_MODULES, 1, cutoff=0.75)
    advice = f"did you mean {close[0]!r}?" if close else "--allow is for PocketPy's own modules"
    return f"PocketPy has no module named {name!r}; {advice}"


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
