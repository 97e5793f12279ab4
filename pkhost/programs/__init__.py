"""Programs: any executable, under limits, contained, heard out."""

from __future__ import annotations

from .conversation import Program, open_program
from .profiles import PROTECTIONS, Profile
from .runner import run_program, run_program_async

__all__ = [
    "PROTECTIONS",
    "Profile",
    "Program",
    "open_program",
    "run_program",
    "run_program_async",
]
