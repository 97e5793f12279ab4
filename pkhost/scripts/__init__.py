"""The script host: untrusted source, run by PocketPy inside this process."""

from __future__ import annotations

from .once import run_script
from .policy import Policy
from .run import ScriptRun
from .vm import VM, Snapshot

__all__ = ["VM", "Policy", "ScriptRun", "Snapshot", "run_script"]
