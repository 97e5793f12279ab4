"""The signatures of functions of the host's, as scripts see them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..engine import constants
from ..engine.dialect import Dialect

__all__ = ["signature_of"]

# Instances of subclasses cross as what they are based on.
_CROSSING = (bool, int, float, str, bytes, list, tuple, dict, set)
_PARAMETERS_MOST = 60
_POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


@dataclass(frozen=True)
class _Declared:
    """The parameters that a function has in scripts; the engine gives one argument for each."""

    parts: list[str]
    """As they are written in the signature."""
    positional: list[inspect.Parameter]
    named: list[str]
    has_rest: bool
    has_options: bool
    rest_is_last: bool
    """The arguments of ``*rest`` come after those that are given by name, not before them."""

    @property
    def is_simple(self) -> bool:
        return not (self.has_rest or self.has_options or self.named)


def signature_of(
    function: Callable[..., Any], name: str, dialect: Dialect
) -> tuple[str, Callable[..., Any], Callable[..., Any] | None]:
    """The function's signature in the dialect, and a function of the engine's arguments.

    And one, or ``None``, that takes the engine's arguments just as well, as long
    as the script has given all of them, and is faster: the host's own.

    Both refuse another number of arguments than the engine gives by this
    signature: an engine that was taken over is not bound by it.

    The engine hands over one argument a parameter; ``...`` for one that the
    script did not give, so that the host's own default holds.

    Raises ``ValueError`` if the signature cannot be had or is too long, ``TypeError``
    for what is no function.
    """
    if not callable(function):
        raise TypeError(f"{name}: {function!r} cannot be called")
    if isinstance(function, type) and not issubclass(function, _CROSSING):
        raise TypeError(
            f"{name}: an instance of the class {function.__qualname__} cannot enter a script; "
            "expose functions that take and give numbers, text, lists and dicts, for example its "
            f"methods: vm.expose_module({name!r}, {{'method': instance.method}})"
        )
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        raise ValueError(
            f"{name}: its signature cannot be read; wrap it in a function of your own"
        ) from None
    declared = _in_python(parameters) if dialect == "python" else _in_pocketpy(parameters)
    signature = f"{name}({', '.join(declared.parts)})"
    too_long = len(signature.encode()) > constants.SIGNATURE_MOST
    if too_long or len(declared.parts) > _PARAMETERS_MOST:
        raise ValueError(f"{name}: its signature is too long for the engine")
    call = _adapter(function, name, declared)
    direct = None
    if declared.is_simple:
        counts = _counts(function, parameters)
        direct = function if counts else _exact(function, name, len(declared.positional))
    return signature, call, direct


def _in_python(parameters: list[inspect.Parameter]) -> _Declared:
    """The function's own parameters, of which ``...`` is every default."""
    parts = []
    before: inspect.Parameter | None = None
    for p in parameters:
        if before is not None and before.kind is p.POSITIONAL_ONLY is not p.kind:
            parts.append("/")
        if p.kind is p.KEYWORD_ONLY and not any(part.startswith("*") for part in parts):
            parts.append("*")
        stars = "*" if p.kind is p.VAR_POSITIONAL else "**" if p.kind is p.VAR_KEYWORD else ""
        parts.append(stars + p.name + ("" if p.default is p.empty else "=..."))
        before = p
    if before is not None and before.kind is before.POSITIONAL_ONLY:
        parts.append("/")
    return _Declared(
        parts,
        [p for p in parameters if p.kind in _POSITIONAL],
        [p.name for p in parameters if p.kind is p.KEYWORD_ONLY],
        has_rest=any(p.kind is p.VAR_POSITIONAL for p in parameters),
        has_options=any(p.kind is p.VAR_KEYWORD for p in parameters),
        rest_is_last=True,
    )


def _in_pocketpy(parameters: list[inspect.Parameter]) -> _Declared:
    """What PocketPy's own dialect can say of them.

    There only parameters with a default can be given by name, so all have one;
    and none may stand before ``*args``, so with ``*args`` those before are given
    by position, those after by name.
    """
    rest = next((p.name for p in parameters if p.kind is p.VAR_POSITIONAL), None)
    options = next((p.name for p in parameters if p.kind is p.VAR_KEYWORD), None)
    positional = [p for p in parameters if p.kind in _POSITIONAL]
    named = [p.name for p in parameters if p.kind is p.KEYWORD_ONLY]
    if rest is None:
        parts = [f"{p.name}=..." for p in positional]
    else:
        # Those with a default are the first of *rest.
        positional = [p for p in positional if p.default is p.empty]
        parts = [*(p.name for p in positional), f"*{rest}"]
    parts.extend(f"{p}=..." for p in named)
    if options is not None:
        parts.append(f"**{options}")
    return _Declared(
        parts, positional, named, rest is not None, options is not None, rest_is_last=False
    )


def _counts(function: Callable[..., Any], parameters: list[inspect.Parameter]) -> bool:
    """Whether it takes no more than these itself, as a decorated one may."""
    if not hasattr(function, "__wrapped__") and not hasattr(function, "__signature__"):
        return True
    code = getattr(function, "__code__", None)
    return (
        code is not None
        and not code.co_flags & inspect.CO_VARARGS
        and (code.co_argcount <= len(parameters))
    )


def _exact(function: Callable[..., Any], name: str, count: int) -> Callable[..., Any]:
    def call(*given: Any) -> Any:
        if len(given) != count:
            raise _not_by_signature(name)
        return function(*given)

    return call


def _not_by_signature(name: str) -> TypeError:
    return TypeError(f"{name}() was called with arguments that its signature does not have")


def _adapter(function: Callable[..., Any], name: str, declared: _Declared) -> Callable[..., Any]:
    """A function of the engine's arguments that calls the host's."""
    positional, named = declared.positional, declared.named
    has_rest, has_options = declared.has_rest, declared.has_options
    simple = declared.is_simple
    count = len(positional)
    all_of_them = count + has_rest + len(named) + has_options
    rest_at = count + (len(named) if declared.rest_is_last else 0)
    named_at = count + (0 if declared.rest_is_last else has_rest)

    def call(*given: Any) -> Any:
        if len(given) != all_of_them:
            raise _not_by_signature(name)
        if simple and ... not in given:
            return function(*given)
        arguments: list[Any] = []
        keywords: dict[str, Any] = {}
        skipped = False
        for parameter, value in zip(positional, given, strict=False):
            if value is ...:
                if parameter.default is parameter.empty:
                    raise TypeError(f"{name}() misses its argument {parameter.name!r}")
                skipped = True
            elif skipped:
                keywords[parameter.name] = value
            else:
                arguments.append(value)
        if has_rest:
            arguments.extend(given[rest_at])
        for at, parameter_name in enumerate(named, named_at):
            if given[at] is not ...:
                keywords[parameter_name] = given[at]
        if has_options:
            keywords.update(given[-1])
        return function(*arguments, **keywords)

    return call
