"""The handle of a script that runs in the background: wait for it, pause it, look at it."""

from __future__ import annotations

import contextlib
import functools
import threading
import time
from typing import TYPE_CHECKING, Any

from .._keywords import seconds
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
    """The handle of a script that :meth:`VM.start` has begun and that runs by itself.

    The script can be paused at a bytecode, looked at, and continued, freely or in
    slices of a number of steps:

    >>> import pkhost
    >>> vm = pkhost.VM()
    >>> run = vm.start("n = 0\\nwhile n < 1000: n += 1", paused=True)
    >>> while run.step(500):
    ...     pass                            # the rest of the game's frame
    >>> run.result().ok, vm.get("n")
    (True, 1000)

    A paused script has no thread, its clocks stand still, and its VM is busy.

    The thread that waits in :meth:`result` or :meth:`step` calls the functions for
    output and input.  While no thread waits there, a script that asks for input waits.
    """

    def __init__(self, engine_vm: EngineVM, driver: RunDriver) -> None:
        """A handle for a run that is about to begin."""
        self._engine_vm = engine_vm
        self._driver = driver
        # The turn is taken by the thread that waits for the run or continues it.
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
        return self._outcome is not None or not self._engine_vm.running()

    def interrupt(self) -> bool:
        """Ask the script to stop, and return at once.  You can call this from any thread.

        Returns whether the script was still running.  The status of its result is
        ``INTERRUPTED``, unless it ended at that moment.
        """
        return self._outcome is None and self._engine_vm.interrupt()

    def result(self, timeout: float | None = None) -> ScriptResult:
        """Wait for the end of the script and return the result; each call returns the same.

        ``timeout`` is in seconds.  After it, ``TimeoutError`` is raised, and the
        script continues or stays paused.  An exception in the waiting thread, such as
        Ctrl-C, stops the script.  Raises ``VMBusyError`` inside a function that the
        script waits for.  Raises ``MisuseError`` without a ``timeout`` if the script is
        paused already, since nothing would continue it: call ``resume()`` first.  If
        another thread pauses the script meanwhile, the call goes on waiting.
        """
        left = seconds("timeout", timeout)
        if self._outcome is None:
            self._refuse_inside()
            end = None
            if left is not None:
                end = time.monotonic() + min(left, threading.TIMEOUT_MAX / 2)
            elif timeout is None and self.paused:
                raise MisuseError(
                    "the script is paused, and its result would be waited for for ever; resume() "
                    "or step() it first, interrupt() it, or give a timeout"
                )
            with Cleanup(functools.partial(stop, self._engine_vm), only_on_failure=True):
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
            self._engine_vm.wait_resumed(_left(end))

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
        return self._outcome is None and self._engine_vm.paused()

    def pause(self) -> bool:
        """Pause the script before its next bytecode, and wait until it has paused.

        A script in long native code pauses when that code has ended.  Returns whether
        the script is paused now; ``False`` if it has ended.

        Inside a function that the script waits for (a host function, or one for input
        or output) this returns ``True`` at once, and the script pauses when it
        continues.
        """
        if self._outcome is not None or not self._engine_vm.pause():
            return False
        try:
            self._refuse_inside()
        except VMBusyError:
            return True
        # A thread that waits in result() gives way when the script has paused.
        with self._turn.lease():
            return not self._wait()

    def resume(self) -> bool:
        """Continue a paused script, and return at once.

        Returns whether the script was paused.
        """
        return self._outcome is None and self._engine_vm.go_on(None)

    def step(self, steps: int = 1) -> bool:
        """Continue a paused script for a number of steps, and wait until they are done.

        Returns whether there is more to do: ``True`` if the script is paused again,
        ``False`` if it has ended (see :meth:`result`).  Steps are exact: in slices of
        any size, a script takes the same steps and has the same result as in one
        piece.  A few steps can take long if native code runs that takes no steps, such
        as a search in text.  Raises ``MisuseError`` if the script is neither paused
        nor at its end, and ``ValueError`` for a number below 1.
        """
        if isinstance(steps, bool) or not isinstance(steps, int) or steps < 1:
            raise ValueError(f"steps: {steps!r} is not a number of steps")
        return self._go_on(steps, by_line=False)

    def step_line(self) -> bool:
        """Continue a paused script until it reaches another line.

        Use it for a debugger, or to show how a program runs.  Returns and raises the
        same as :meth:`step`.
        """
        return self._go_on(None, by_line=True)

    def _go_on(self, steps: int | None, by_line: bool) -> bool:
        if self._outcome is not None:
            return False
        self._refuse_inside()
        with self._turn.lease():
            if not self._engine_vm.go_on(steps, by_line) and self._engine_vm.running():
                raise MisuseError("the script is not paused; pause() it first")
            return not self._wait()

    def traceback(self) -> tuple[TracebackEntry, ...]:
        """Return where a paused script is, outermost call first; empty if it is not paused."""
        seen = None if self._outcome is not None else self._engine_vm.inspect()
        return () if seen is None else seen.traceback

    def locals(self) -> dict[str, Any]:
        """Return the variables of a paused script; empty if it is not paused.

        Inside a function these are its local variables, in the order in which the
        function first names them.  Outside of functions they are the script's globals, by name,
        without those that begin with two underscores.  Values that cannot leave the
        VM, and values of more than 10,000 items or one mebibyte, are shown as
        ``"<their type>"``.  No code of the script runs for this, and it costs the
        script nothing.
        """
        seen = None if self._outcome is not None else self._engine_vm.inspect()
        if seen is None:
            return {}
        shown: dict[str, Any] = {}
        for name, kind, packed in unpack(seen.variables):
            shown[_text(name)] = f"<{_text(kind)}>"
            if packed is not None:
                with contextlib.suppress(ValueError):  # keys that the host refuses
                    shown[_text(name)] = unpack(packed)
        if seen.traceback and seen.traceback[-1].function is None:
            return dict(sorted(shown.items()))  # PocketPy keeps globals in no order
        return shown

    def __reduce__(self) -> str:
        raise TypeError("a ScriptRun cannot be pickled or copied; its result() can")

    def __repr__(self) -> str:
        state = "paused" if self.paused else "running"
        if self._outcome is not None:
            state = repr(self._outcome)
        return f"<ScriptRun {state}>"
