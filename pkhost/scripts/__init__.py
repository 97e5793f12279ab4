"""The script host: untrusted source, run by PocketPy, isolated or on a thread of this process."""

from __future__ import annotations

from .determinism import Determinism
from .policy import Policy
from .run import ScriptRun
from .runner import run_script
from .vm import VM
from .vm_snapshots import Snapshot

__all__ = ["VM", "Determinism", "Policy", "ScriptRun", "Snapshot", "run_script"]
