"""The handle of a run that goes on by itself: wait for it, pause it, look at it."""

from __future__ import annotations

import contextlib
import functools
import threading
import time
from typing import TYPE_CHECKING, Any

from .._ownership import Cleanup, Stock
from ..errors import MisuseError, VMBusyError
from ..results import ScriptResult, TracebackEntry
from .after_fork import renew_in_child
from .driver import RunDriver, stop
from .values import unpack

if TYPE_CHECKING:
    from .._ownership import Why
    from ..engine.interface import EngineVM

__all__ = ["ScriptRun"]


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


class _Late(Exception):
    """It is not this thread's turn to see to the run within its time."""


def _late(why: Why) -> None:
    if why != "wait":
        raise _Late


def _left(end: float | None) -> float | None:
    return None if end is None else max(0.0, end - time.monotonic())


class ScriptRun:
    """A run that was started with :meth:`VM.start` and goes on by itself.

    It can be paused at a bytecode, looked at, and go on, as a whole or in
    slices of so many steps:

    >>> import pkhost
    >>> vm = pkhost.VM()
    >>> run = vm.start("n = 0\\nwhile n < 1000: n += 1", paused=True)
    >>> while run.step(500):
    ...     pass                            # the rest of the game's frame
    >>> run.result().ok, vm.get("n")
    (True, 1000)

    While it is paused it has no thread, its clocks stand, and the VM is busy.

    Its output and input functions are called by the thread that waits in
    :meth:`result` or :meth:`step`; without one, a script that asks for input
    waits.
    """

    def __init__(self, native: EngineVM, driver: RunDriver) -> None:
        """A handle for a run that is about to begin."""
        self._native = native
        self._driver = driver
        # Had by who sees to the run.
        self._turn: Stock[None] = Stock((None,))
        self._outcome: ScriptResult | BaseException | None = None
        renew_in_child(self)

    def _renew_locks(self) -> None:
        self._turn.forked()

    @classmethod
    def _ended(cls, result: ScriptResult) -> ScriptRun:
        """A run that was over before it began."""
        run = cls.__new__(cls)
        run._outcome = result
        return run

    def done(self) -> bool:
        """Whether the script has ended."""
        return self._outcome is not None or not self._native.running()

    def interrupt(self) -> bool:
        """Ask the script to stop, and return at once.  From any thread.

        Returns whether it was still running.  Its result says ``INTERRUPTED``
        unless it ended in that very moment.
        """
        return self._outcome is None and self._native.interrupt()

    def result(self, timeout: float | None = None) -> ScriptResult:
        """Wait for the end and return the result; again and again the same.

        ``timeout`` is in seconds; ``TimeoutError`` is raised when it is over,
        and the script runs on, or stays paused.  An exception that reaches
        the waiting thread, Ctrl-C for one, stops the script.  Raises
        ``VMBusyError`` in a function that the script waits for;
        ``MisuseError`` without a ``timeout`` for a script that is paused
        already, as nothing would let it go on: ``resume()`` it first.  One
        that another thread pauses meanwhile is waited for.
        """
        if self._outcome is None:
            self._refuse_inside()
            end = None
            if timeout is not None:
                end = time.monotonic() + min(timeout, threading.TIMEOUT_MAX / 2)
            elif self.paused:
                raise MisuseError(
                    "the script is paused, and its result would be waited for for ever; resume() "
                    "or step() it first, interrupt() it, or give a timeout"
                )
            with Cleanup(functools.partial(stop, self._native), only_on_failure=True):
                over = self._wait_until(end)
            if not over:
                raise TimeoutError(f"the script did not end within {timeout} s")
        assert self._outcome is not None
        if isinstance(self._outcome, BaseException):
            raise self._outcome
        return self._outcome

    def _wait_until(self, end: float | None) -> bool:
        """Wait for the end of the script; whether it came before ``end`` on the clock."""
        while True:
            left = _left(end)
            try:
                with self._turn.lease(timeout=-1 if left is None else left, unavailable=_late):
                    if self._wait(left):
                        return True
            except _Late:
                return False
            if end is not None and not time.monotonic() < end:
                return False
            # Paused: until somebody lets it go on.
            self._native.wait_resumed(_left(end))

    def _wait(self, timeout: float | None = None) -> bool:
        """In its turn: wait for the end, or a pause; whether it was the end."""
        if self._outcome is None:
            try:
                self._outcome = self._driver.drive(timeout=timeout)
            except BaseException as error:
                if error is self._driver.stopped_by:
                    self._outcome = error
                raise
        return self._outcome is not None

    def _settle(self) -> None:
        """Keep the outcome of a run that has ended, for the owner of the handle; its VM is
        wanted for the next."""
        if self._outcome is not None:
            return
        try:
            with self._turn.lease():
                self._wait()
        except Exception as error:
            if self._outcome is None:
                self._outcome = error
        except BaseException as error:
            if error is not self._outcome:
                raise

    def _refuse_inside(self) -> None:
        """Raise ``VMBusyError`` in a function that the script itself waits for."""
        self._driver.refuse_inside()
        if self._turn.lent_to_this_thread():
            raise VMBusyError("this script waits for the function that would wait for it")

    # -------------------------------------------------------------------- slices

    @property
    def paused(self) -> bool:
        """Whether the script is paused."""
        return self._outcome is None and self._native.paused()

    def pause(self) -> bool:
        """Pause before the next bytecode, and wait for that.

        A script in long native code pauses when that is over.  Returns
        whether it is paused now; ``False`` if it has ended.

        In a function that the script waits for (one of the host's, of its
        input or output) it returns ``True`` at once, and the script pauses
        when it goes on.
        """
        if self._outcome is not None or not self._native.pause():
            return False
        try:
            self._refuse_inside()
        except VMBusyError:
            return True
        # Whoever waits in result() gives way when it has paused.
        with self._turn.lease():
            return not self._wait()

    def resume(self) -> bool:
        """Let a paused script go on by itself, and return at once.

        Returns whether it was paused.
        """
        return self._outcome is None and self._native.go_on(None)

    def step(self, steps: int = 1) -> bool:
        """Let a paused script go on for so many steps, and wait for that.

        Returns whether there is more to come: ``True`` when it is paused
        again, ``False`` when it has ended (see :meth:`result`).  Steps are
        exact: slices of any sizes take the steps, and leave behind the
        result, of the run in one piece.  A few steps may take long where
        native code takes none, as in searching text.  Raises
        ``MisuseError`` if the script is neither paused nor at its end,
        ``ValueError`` for a number below 1.
        """
        if isinstance(steps, bool) or not isinstance(steps, int) or steps < 1:
            raise ValueError(f"steps: {steps!r} is not a number of steps")
        return self._go_on(steps, by_line=False)

    def step_line(self) -> bool:
        """Let a paused script go on until it comes to another line.

        For a debugger, or to show a class how a program runs.  Returns and
        raises as :meth:`step`.
        """
        return self._go_on(None, by_line=True)

    def _go_on(self, steps: int | None, by_line: bool) -> bool:
        if self._outcome is not None:
            return False
        self._refuse_inside()
        with self._turn.lease():
            if not self._native.go_on(steps, by_line) and self._native.running():
                raise MisuseError("the script is not paused; pause() it first")
            return not self._wait()

    def traceback(self) -> tuple[TracebackEntry, ...]:
        """Where a paused script is: outermost call first; empty if it is not paused."""
        seen = None if self._outcome is not None else self._native.inspect()
        return () if seen is None else seen[0]

    def locals(self) -> dict[str, Any]:
        """The variables of a paused script where it is; empty if it is not paused.

        In a function those are its local variables, in the order of their
        first mention; outside of one, the script's globals, by name, without
        those that begin with two underscores.
        Values that cannot leave the VM, and those of more than 10,000 items
        or a mebibyte, are shown as ``"<their type>"``.  Nothing of the
        script's is run for it, and it costs the script nothing.
        """
        seen = None if self._outcome is not None else self._native.inspect()
        if seen is None:
            return {}
        shown: dict[str, Any] = {}
        for name, kind, packed in unpack(seen[1]):
            shown[_text(name)] = f"<{_text(kind)}>"
            if packed is not None:
                with contextlib.suppress(ValueError):  # keys that the host refuses
                    shown[_text(name)] = unpack(packed)
        if seen[0] and seen[0][-1].function is None:
            return dict(sorted(shown.items()))  # PocketPy keeps globals in no order
        return shown

    def __reduce__(self) -> str:
        raise TypeError("a ScriptRun cannot be pickled or copied; its result() can")

    def __repr__(self) -> str:
        state = "paused" if self.paused else "running"
        if self._outcome is not None:
            state = repr(self._outcome)
        return f"<ScriptRun {state}>"
