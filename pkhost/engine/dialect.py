"""The languages that the scripts of a VM can be written in, by name."""

from __future__ import annotations

from typing import Literal

__all__ = ["DEFAULT_DIALECT", "Dialect"]

Dialect = Literal["python", "pocketpy"]
"""What a VM takes its scripts for: Python, or PocketPy's own dialect of it."""

DEFAULT_DIALECT: Dialect = "python"
"""The language of scripts if nobody says which.  The one place that says so."""
