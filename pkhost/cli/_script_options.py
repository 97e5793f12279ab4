"""Options of ``run`` and ``repl``: makes a policy of them, and limits that a VM can have."""

from __future__ import annotations

import click

from ..engine.factory import engine
from ..errors import EngineError
from ..limits import Limits
from ..scripts import Policy
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
