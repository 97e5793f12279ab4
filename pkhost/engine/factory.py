"""Makes engines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .interface import Engine

__all__ = ["engine"]

_engine: Engine | None = None


def engine() -> Engine:
    """The engine that runs scripts, loaded on first use: importing pkhost must cost nothing.

    Raises ``EngineError`` if it cannot be loaded; the message names the cause and what
    to do.
    """
    global _engine
    if _engine is None:
        from .in_process.engine import InProcessEngine

        _engine = InProcessEngine()  # two threads may do so at a time, and one of them in vain
    return _engine
