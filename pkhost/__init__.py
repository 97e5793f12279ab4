"""pkhost runs code that its owner does not trust: scripts and programs, under limits.

Everything here is imported on first use, so that ``import pkhost`` costs
next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .errors import (
        EngineError,
        Interrupted,
        InvalidLimit,
        LauncherError,
        LimitExceeded,
        MisuseError,
        PkhostError,
        ProgramEnded,
        ProgramError,
        ProtectionUnavailable,
        ResultError,
        ScriptError,
        VMBusyError,
        VMClosedError,
    )
    from .limits import Limits
    from .programs import (
        PROTECTIONS,
        AsyncProgram,
        Profile,
        Program,
        open_program,
        open_program_async,
        run_program,
        run_program_async,
    )
    from .results import ErrorInfo, ProgramResult, Result, ScriptResult, TracebackEntry
    from .scripts import VM, Determinism, Policy, ScriptRun, Snapshot, run_script
    from .scripts.pool import VMPool
    from .status import Status
    from .usage import Usage

__version__ = "0.1.0"

# Where each public name comes from.
_HOMES = {
    "errors": (
        "EngineError",
        "Interrupted",
        "InvalidLimit",
        "LauncherError",
        "LimitExceeded",
        "MisuseError",
        "PkhostError",
        "ProgramEnded",
        "ProgramError",
        "ProtectionUnavailable",
        "ResultError",
        "ScriptError",
        "VMBusyError",
        "VMClosedError",
    ),
    "limits": ("Limits",),
    "programs": (
        "PROTECTIONS",
        "AsyncProgram",
        "Profile",
        "Program",
        "open_program",
        "open_program_async",
        "run_program",
        "run_program_async",
    ),
    "results": ("ErrorInfo", "ProgramResult", "Result", "ScriptResult", "TracebackEntry"),
    "scripts.pool": ("VMPool",),
    "scripts": ("VM", "Determinism", "Policy", "ScriptRun", "Snapshot", "run_script"),
    "status": ("Status",),
    "usage": ("Usage",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "PROTECTIONS",
    "VM",
    "AsyncProgram",
    "Determinism",
    "EngineError",
    "ErrorInfo",
    "Interrupted",
    "InvalidLimit",
    "LauncherError",
    "LimitExceeded",
    "Limits",
    "MisuseError",
    "PkhostError",
    "Policy",
    "Profile",
    "Program",
    "ProgramEnded",
    "ProgramError",
    "ProgramResult",
    "ProtectionUnavailable",
    "Result",
    "ResultError",
    "ScriptError",
    "ScriptResult",
    "ScriptRun",
    "Snapshot",
    "Status",
    "TracebackEntry",
    "Usage",
    "VMBusyError",
    "VMClosedError",
    "VMPool",
    "open_program",
    "open_program_async",
    "run_program",
    "run_program_async",
    "run_script",
]


if not TYPE_CHECKING:  # or every name would be there for a type checker

    def __getattr__(name: str) -> Any:
        module = _HOME.get(name)
        if module is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        value = getattr(import_module(f".{module}", __name__), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
