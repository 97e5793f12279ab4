"""Functions that answer when a script or a program wants input: one meaning for both.

Such a function takes what has been printed on standard output since its last
answer, and if it wants two arguments, what came on standard error as second.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

__all__ = ["as_answer"]

_POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


def as_answer(function: Callable[..., Any]) -> Callable[[Any, Any], Any]:
    """The function as one of two arguments.

    Two are given to a function that requires two, or takes any number; a
    second one with a default is somebody's own (``lambda printed, seen=[]``).
    """
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):  # a builtin that does not tell
        parameters = []
    required = sum(p.kind in _POSITIONAL and p.default is p.empty for p in parameters)
    if required >= 2 or any(p.kind is p.VAR_POSITIONAL for p in parameters):
        return function
    return lambda stdout, _: function(stdout)
