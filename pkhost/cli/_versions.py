"""The versions that a bug report should name."""

from __future__ import annotations

import platform

from .. import __version__

__all__ = ["versions"]


def versions(*, brief: bool = False) -> dict[str, str]:
    """Return names and versions; if PocketPy cannot be loaded, the reason, unless ``brief``."""
    from ..engine.factory import engine
    from ..errors import EngineError

    try:
        pocketpy = engine().pocketpy_version()
    except EngineError as error:
        pocketpy = "not available" if brief else f"not available: {error}"
    return {
        "pkhost": __version__,
        "PocketPy": pocketpy,
        "Python": platform.python_version(),
    }
