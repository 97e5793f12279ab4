"""The scripts in ``workloads/``: one kind of work each, for PocketPy, CPython and Monty.

Each prints what it has worked out, so that every engine can be seen to have done the same work.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["SCRIPTS"]

SCRIPTS = sorted((Path(__file__).parent / "workloads").glob("*.py"))
"""The files, by name."""
