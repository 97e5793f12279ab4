"""pkhost runs code that its owner does not trust: scripts and programs, under limits.

Scripts are isolated: each in a process that the kernel confines (see :class:`VM`).

Everything here is imported on first use, so that ``import pkhost`` costs
next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .engine.dialect import Dialect
    from .engine.isolation import Isolation
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
    from .limits import LimitName, Limits, LimitValues, PresetName
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
    from .programs.options import ProgramAnyOptions, ProgramBytesOptions, ProgramOptions
    from .programs.profiles import ProfileName
    from .results import ErrorInfo, ProgramResult, Result, ScriptResult, TracebackEntry
    from .scripts import VM, Determinism, Policy, ScriptRun, Snapshot, run_script
    from .scripts.checking import Finding, check
    from .scripts.options import AsyncRunOptions, RunOptions
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
    "engine.dialect": ("Dialect",),
    "engine.isolation": ("Isolation",),
    "limits": ("LimitName", "LimitValues", "Limits", "PresetName"),
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
    "programs.options": ("ProgramAnyOptions", "ProgramBytesOptions", "ProgramOptions"),
    "programs.profiles": ("ProfileName",),
    "results": ("ErrorInfo", "ProgramResult", "Result", "ScriptResult", "TracebackEntry"),
    "scripts.checking": ("Finding", "check"),
    "scripts.options": ("AsyncRunOptions", "RunOptions"),
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
    "AsyncRunOptions",
    "Determinism",
    "Dialect",
    "EngineError",
    "ErrorInfo",
    "Finding",
    "Interrupted",
    "InvalidLimit",
    "Isolation",
    "LauncherError",
    "LimitExceeded",
    "LimitName",
    "LimitValues",
    "Limits",
    "MisuseError",
    "PkhostError",
    "Policy",
    "PresetName",
    "Profile",
    "ProfileName",
    "Program",
    "ProgramAnyOptions",
    "ProgramBytesOptions",
    "ProgramEnded",
    "ProgramError",
    "ProgramOptions",
    "ProgramResult",
    "ProtectionUnavailable",
    "Result",
    "ResultError",
    "RunOptions",
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
    "check",
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
