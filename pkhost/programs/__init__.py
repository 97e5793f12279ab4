"""Programs: any executable, under limits, contained, heard out."""

from __future__ import annotations

from .async_conversation import AsyncProgram, open_program_async
from .conversation import Program, open_program
from .profiles import PROTECTIONS, Profile
from .runner import run_program, run_program_async

__all__ = [
    "PROTECTIONS",
    "AsyncProgram",
    "Profile",
    "Program",
    "open_program",
    "open_program_async",
    "run_program",
    "run_program_async",
]
