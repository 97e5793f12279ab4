"""The script host: untrusted source, run by PocketPy inside this process."""

from __future__ import annotations

from .extras import Determinism
from .once import run_script
from .policy import Policy
from .run import ScriptRun
from .snapshots import Snapshot
from .vm import VM

__all__ = ["VM", "Determinism", "Policy", "ScriptRun", "Snapshot", "run_script"]
