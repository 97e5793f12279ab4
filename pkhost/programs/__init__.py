"""Programs: runs any executable in a limited and contained subprocess."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .conversation import Program, open_program
from .profiles import PROTECTIONS, Profile
from .runner import run_program, run_program_async

if TYPE_CHECKING:
    from .async_conversation import AsyncProgram, open_program_async

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


if not TYPE_CHECKING:  # or every name would be there for a type checker

    def __getattr__(name: str) -> Any:
        # asyncio takes longer to import than all of pkhost.
        if name not in ("AsyncProgram", "open_program_async"):
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from . import async_conversation

        return getattr(async_conversation, name)
