"""A script's standard input, read from a file or terminal when the script asks for it."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable

__all__ = ["DemandedInput"]

# Seconds between two looks whether the run has ended, once its deadline has passed.
_LOOK = 0.01


class DemandedInput:
    """Answers a script's requests for input from a file descriptor.

    A request waits no longer than the script may run: until its deadline, or
    until ``wake`` becomes readable, which means that a signal has come.
    """

    def __init__(
        self,
        descriptor: int,
        *,
        wall_time: float | None,
        wake: int,
        ended: Callable[[], bool],
    ) -> None:
        """``ended`` says whether the script has ended or is to end."""
        self._descriptor = descriptor
        self._deadline = None if wall_time is None else time.monotonic() + wall_time
        self._wake = wake
        self._ended = ended
        self._poll = select.poll()
        self._poll.register(descriptor, select.POLLIN)
        self._poll.register(wake, select.POLLIN)

    def __call__(self, printed: str) -> bytes:  # noqa: ARG002
        """Return some input, or nothing at its end."""
        while not self._ended():
            ready = dict(self._poll.poll(self._patience()))
            if self._wake in ready:
                os.read(self._wake, 4096)
            elif self._descriptor in ready:
                try:
                    return os.read(self._descriptor, 1 << 16)
                except BlockingIOError:
                    continue
        return b""

    def _patience(self) -> int | None:
        """Milliseconds; ``None`` for ever."""
        if self._deadline is None:
            return None
        # Beyond the deadline the engine is about to end the run.
        return int(max(_LOOK, self._deadline - time.monotonic()) * 1000) + 1
