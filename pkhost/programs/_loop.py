"""A run that an asyncio event loop drives."""

from __future__ import annotations

import asyncio
import time
import weakref
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from .._loops import running_loop
from .._ownership import Cleanup
from ._prepare import Job
from ._run import Run

__all__ = ["LoopRun"]


class LoopRun:
    """Steps a run whenever there is something to do, as long as this object lives."""

    def __init__(self, job: Job) -> None:
        """Start it, on the loop that is running."""
        self._loop = loop = running_loop()
        self._waiters: list[asyncio.Future[None]] = []
        self._failure: BaseException | None = None
        # The loop must not keep a run to which nothing else refers.
        this = weakref.ref(self)

        def call(method: Callable[[LoopRun], None]) -> None:
            found = this()
            if found is not None:
                method(found)

        self.run = run = Run(job, on_ready=lambda: call(LoopRun._settle))
        with Cleanup(run.abort, only_on_failure=True):
            run.start()
            if run.result is not None:
                return
            fd = run.fileno()
            # Before it is closed: its number may be another run's the moment after.
            run.before_close = lambda: loop.remove_reader(fd)
            loop.add_reader(fd, lambda: call(LoopRun._step))

    def _step(self) -> None:
        self._do(lambda: self.run.step(0))

    def _settle(self) -> None:
        self._do(self.run.settle)

    def _do(self, what: Callable[[], object]) -> None:
        """Do it, on the loop.  What the caller's functions raise is kept for ``until``."""
        try:
            with Cleanup(self.run.abort, only_on_failure=True):
                what()
        except BaseException as error:
            if self._failure is None:
                self._failure = error
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)

    def raise_failure(self) -> None:
        """Raise, once, what one of the caller's functions has raised."""
        failure, self._failure = self._failure, None
        if failure is not None:
            raise failure

    async def until(
        self,
        ready: Callable[[], bool],
        timeout: float | None = None,
        too_late: Callable[[float], TimeoutError] = TimeoutError,
    ) -> None:
        """Wait until ``ready()`` or the end of the program, with all output handed on.

        Raises ``too_late(timeout)`` after ``timeout`` seconds, and what the caller's
        functions raise.  Cancelled, it leaves everything as it is.
        """
        run = self.run
        deadline = None if timeout is None else time.monotonic() + timeout
        while not ready():
            self.raise_failure()
            if run.result is not None and not run.awaited():
                return
            left = None if deadline is None else deadline - time.monotonic()
            if timeout is not None and left is not None and left <= 0:
                raise too_late(timeout)
            late = run.timeout() if run.result is None else None
            waiter: asyncio.Future[None] = self._loop.create_future()
            self._waiters.append(waiter)
            shortest = min((each for each in (left, late) if each is not None), default=None)
            # Not wait_for: this is about the waiter alone.
            await asyncio.wait({waiter}, timeout=shortest)
            if not waiter.done():
                with suppress(ValueError):
                    self._waiters.remove(waiter)
                if late is not None and late <= 0.0:
                    self._step()
        self.raise_failure()

    async def close(self) -> None:
        """End the run, if it has not ended, and wait for what it was awaiting."""
        run = self.run
        with Cleanup(run.abort):
            pass
        tasks: list[asyncio.Task[Any]] = [*run.awaited()]
        for task in tasks:
            task.cancel()
        if not run.job.not_started and run.stdin.source.cancelled is not None:
            tasks.append(run.stdin.source.cancelled)
        for task in tasks:
            while not task.done():
                await asyncio.wait({task})
