"""Ctrl-C while a script or a program runs."""

from __future__ import annotations

import os
import signal
from types import FrameType, TracebackType
from typing import Protocol

__all__ = ["Interrupts"]


class _Run(Protocol):
    """What can be interrupted: a script's run, a program.  (A protocol, since naming their
    classes would import the engine for programs, which do not need it.)"""

    def interrupt(self) -> object: ...


class Interrupts:
    """While entered, Ctrl-C interrupts the run, whose result then says where it was.
    A second Ctrl-C raises ``KeyboardInterrupt``, in case something else is blocked.

    Where SIGINT is ignored, as in a shell's background jobs, it stays ignored.
    """

    def __init__(self) -> None:
        self._run: _Run | None = None
        self.came = False

    def __enter__(self) -> Interrupts:
        # Signals write to the pipe, so whoever polls wakes up without a race.
        self.wake, self._write = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        self._previous = signal.getsignal(signal.SIGINT)
        if self._previous is not signal.SIG_IGN:
            signal.signal(signal.SIGINT, self._handle)
        self._previous_wake = signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        signal.set_wakeup_fd(self._previous_wake)
        if self._previous is not signal.SIG_IGN:
            signal.signal(signal.SIGINT, self._previous)
        os.close(self.wake)
        os.close(self._write)

    def watch(self, run: _Run) -> None:
        """Let Ctrl-C interrupt this run, also a Ctrl-C that came before the run began."""
        self._run = run
        if self.came:
            run.interrupt()

    def _handle(self, _number: int, _frame: FrameType | None) -> None:
        if self.came:
            raise KeyboardInterrupt
        self.came = True
        if self._run is not None:
            self._run.interrupt()
