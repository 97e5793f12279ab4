"""The versions that a report of a fault should name."""

from __future__ import annotations

import platform

from .. import __version__

__all__ = ["versions"]


def versions() -> dict[str, str]:
    """Return names and versions; for a PocketPy that cannot be loaded, the reason."""
    from ..engine.factory import engine
    from ..errors import EngineError

    try:
        pocketpy = engine().pocketpy_version()
    except EngineError as error:
        pocketpy = f"not available: {error}"
    return {
        "pkhost": __version__,
        "PocketPy": pocketpy,
        "Python": platform.python_version(),
    }
