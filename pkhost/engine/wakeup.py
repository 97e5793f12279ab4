"""Tells an event loop which of many runs need attention."""

from __future__ import annotations

from typing import Protocol

__all__ = ["EngineWakeup"]


class EngineWakeup(Protocol):
    """A descriptor that becomes readable when some of many runs want attention.

    A run that names it in its :class:`Job` wants attention whenever
    :meth:`EngineVM.wait` would give anything but ``TIMEOUT``.
    """

    descriptor: int
    """Readable as long as there are tags to take."""

    def take(self) -> list[int]:
        """The tags of some runs that want attention, each once; more may be there as
        long as the descriptor is readable.  Nothing after :meth:`close`, as a loop may
        still call once more."""

    def close(self) -> None:
        """Let go of it.  The descriptor goes when the last run has left it
        (:meth:`EngineVM.leave_wakeup`).  Harmless when closed already."""
