"""The extension module: loading it, and its codes by name."""

from __future__ import annotations

import atexit
from collections.abc import Iterable
from typing import Any, NoReturn, get_args

from ..._ownership import interpreter
from ...errors import EngineError, VMBusyError, VMClosedError
from ...limits import LimitName
from ...status import Status
from .. import dialect
from ..dialect import Dialect
from ..job import Kind
from ..outcome import Event, Stream

__all__ = ["Binding", "load", "same"]

# What the answers that are no events mean for the caller.
_REFUSALS: dict[str, tuple[type[Exception], str]] = {
    "BUSY": (
        VMBusyError,
        "this VM is running a script; wait for it, interrupt it, or use another VM",
    ),
    "CLOSED": (VMClosedError, "this VM is closed; make a new one"),
    "NOT_RUNNING": (EngineError, "this VM is running no script"),
    "NOT_PAUSED": (EngineError, "the script of this VM is not paused"),
    "NO_THREAD": (
        EngineError,
        "the system allows no more threads, and the script needs one; lower the number of "
        "running scripts, or raise the limit on processes (ulimit -u)",
    ),
    "NO_MEMORY": (
        EngineError,
        "the host has no memory left for this; free some, or raise the limit on address space "
        "(ulimit -v)",
    ),
    "NO_TIMERS": (
        EngineError,
        "the system refused the timers that limits on time need; raise the limit on pending "
        "signals (ulimit -i)",
    ),
    "ENDING": (EngineError, "this process is ending, so that no script can begin"),
    "BAD_FILES": (ValueError, "files: they are not packed as the engine wants them"),
    "OTHER_VM": (ValueError, "this snapshot was taken of another VM"),
    "LOST": (
        EngineError,
        "the process of this VM was killed, and what the VM held is lost with it; make a new VM, "
        "and see that memory is not short",
    ),
}


class Binding:
    """``ffi`` and ``lib`` of the extension module, and what its codes mean."""

    __slots__ = (
        "dialects",
        "events",
        "ffi",
        "first_request",
        "kinds",
        "lib",
        "limits",
        "refusals",
        "statuses",
        "streams",
    )

    def __init__(self, ffi: Any, lib: Any) -> None:
        """Raises ``EngineError`` if the extension has a code that is not known here, or
        lacks one that is."""
        self.ffi, self.lib = ffi, lib
        # What a VM was given for its first run: see request.py.
        self.first_request: tuple[Any, ...] | None = None
        answers = self._members("pkhost_answer", "PKHOST_")
        same("pkhost_answer", answers, {*Event.__members__, *_REFUSALS, "TOO_LARGE"})
        self.events = {answers[name]: event for name, event in Event.__members__.items()}
        self.refusals = {answers[name]: refusal for name, refusal in _REFUSALS.items()}
        dialects = self._members("pkhost_dialect", "PKHOST_DIALECT_")
        self.dialects = {name.lower(): code for name, code in dialects.items()}
        same("pkhost_dialect", self.dialects, get_args(Dialect))
        statuses = self._members("pkhost_status", "PKHOST_STATUS_")
        same("pkhost_status", statuses, statuses.keys() & Status.__members__.keys())
        self.statuses = {code: Status[name] for name, code in statuses.items()}
        limits = self._members("pkhost_limit", "PKHOST_LIMIT_")
        names: dict[str, LimitName] = {name.upper(): name for name in get_args(LimitName)}
        same("pkhost_limit", limits, {"NONE", *(limits.keys() & names.keys())})
        self.limits = {code: names.get(name) for name, code in limits.items()}
        kinds = self._members("pkhost_kind", "PKHOST_")
        same("pkhost_kind", kinds, Kind.__members__)
        self.kinds = {kind: kinds[name] for name, kind in Kind.__members__.items()}
        streams = self._members("pkhost_stream", "PKHOST_")
        same("pkhost_stream", streams, Stream.__members__)
        self.streams = {stream: streams[name] for name, stream in Stream.__members__.items()}

    def _members(self, enum: str, prefix: str) -> dict[str, int]:
        """The members of an enum of pkhost.h, by their names without the prefix."""
        elements = self.ffi.typeof(f"enum {enum}").elements
        return {name.removeprefix(prefix): code for code, name in elements.items()}

    def check(self, code: int) -> None:
        """Raise what stands for an answer if it is a refusal."""
        if code not in self.events:
            self.refuse(code)

    def refuse(self, code: int) -> NoReturn:
        """Raise what stands for an answer that is no event."""
        kind, message = self.refusals[code]
        raise kind(message)

    def dialect(self, name: Dialect | None) -> int:
        """The code of a dialect; ``None``: of the default."""
        # Not bound at import: tests change it.
        return self.dialects[name or dialect.DEFAULT_DIALECT]

    def text(self, data: Any, size: int) -> str:
        """Text of the engine's, which need not be valid UTF-8."""
        return str(self.ffi.unpack(data, size).decode("utf-8", "replace")) if size else ""


def same(enum: str, theirs: Iterable[str], ours: Iterable[str]) -> None:
    """Raise ``EngineError`` unless the extension has for an enum the names that are known here."""
    differing = sorted(set(theirs) ^ set(ours))
    if differing:
        raise EngineError(
            f"the script engine and this version of pkhost do not belong together (enum {enum}: "
            f"{', '.join(differing)}); build it again, or reinstall pkhost"
        )


_binding: Binding | None = None


def load() -> Binding:
    """Load the extension module on first use.

    Two threads may do so at a time, and one of them in vain.
    """
    global _binding
    if _binding is None:
        if interpreter() != 0:
            raise EngineError(
                "scripts run in the main interpreter of a process only, as the engine's threads "
                "can call no functions of a subinterpreter; use pkhost there, or start a process "
                "(multiprocessing) in place of the subinterpreter"
            )
        try:
            from ... import _engine as extension  # type: ignore[attr-defined]  # C, without a stub
        except OSError as error:
            raise EngineError(
                f"the script engine cannot be loaded: {error}; close files, or raise the limit "
                "on them (ulimit -n)"
            ) from error
        except ImportError as error:
            raise EngineError(
                f"the script engine cannot be loaded: {error}. "
                "In a source tree run `scripts/pkhost --version`, which builds it; "
                "otherwise reinstall pkhost."
            ) from error
        # Threads inside the engine must be gone before the interpreter is.
        atexit.unregister(extension.lib.pkhost_shutdown)
        atexit.register(extension.lib.pkhost_shutdown)
        _binding = Binding(extension.ffi, extension.lib)
    return _binding
