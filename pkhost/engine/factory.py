"""Makes the engine and the homes of its VMs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import isolation

if TYPE_CHECKING:
    from .interface import Engine, Home

__all__ = ["engine", "home"]

_engine: Engine | None = None
_homes: dict[isolation.Isolation, Home] = {}


def engine() -> Engine:
    """The engine that runs scripts, loaded on first use: importing pkhost must cost nothing.

    Raises ``EngineError`` if it cannot be loaded; the message names the cause and what
    to do.
    """
    global _engine
    if _engine is None:
        from .extension.engine import ExtensionEngine

        _engine = ExtensionEngine()  # two threads may do so at a time, and one of them in vain
    return _engine


def home(name: isolation.Isolation | None = None) -> Home:
    """Where VMs are made, loaded on first use; ``None``: ``DEFAULT_ISOLATION``, as it is now.

    Raises ``EngineError`` as :func:`engine` does, and if this machine cannot isolate
    scripts in processes; there is no other home in its place then.
    """
    if name is None:
        name = isolation.DEFAULT_ISOLATION  # not bound at import: tests change it
    made = _homes.get(name)
    if made is None:
        made = _homes.setdefault(name, engine().home(name))
    return made
