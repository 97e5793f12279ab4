"""Code for Pythons of their own, with the defaults of the test that starts them."""

from __future__ import annotations

import dialects
import homes

_SETTINGS = (
    ("isolation", "DEFAULT_ISOLATION", homes.chosen),
    ("dialect", "DEFAULT_DIALECT", dialects.chosen),
)


def child_code(code: str) -> str:
    """Code for a Python of its own, so that home and dialect are the defaults in it as here.

    The numbers of its lines stay as they are if it begins with an empty one.  For a test without
    homes it is the code as it is.
    """
    first = "; ".join(
        f"import pkhost.engine.{module}; pkhost.engine.{module}.{name} = {chosen()!r}"
        for module, name, chosen in _SETTINGS
        if chosen() is not None
    )
    if not first:
        return code
    return first + ("" if code.startswith("\n") else "\n") + code
