"""One run of a script: from its start to its result."""

from __future__ import annotations

import codecs
import contextlib
import functools
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from .._engine_types import Event
from .._native import NativeVM
from .._ownership import Cleanup, Stock
from ..errors import MisuseError, VMBusyError
from ..results import ScriptResult, TracebackEntry
from .after_fork import renew_in_child
from .host_functions import HostTable
from .stdin import Ask
from .values import unpack

if TYPE_CHECKING:
    from .._ownership import Why

__all__ = ["Attendant", "OnOutput", "ScriptRun", "function_or_none", "instance", "stop"]

OnOutput = Callable[[str, str], None]
"""Called with ``"stdout"`` or ``"stderr"`` and text, as it comes."""

_T = TypeVar("_T")


def instance(name: str, value: _T | None, kind: type[_T], default: _T) -> _T:
    """The argument ``name``, or its default; ``TypeError`` if it is something else."""
    if value is None:
        return default
    if not isinstance(value, kind):
        raise TypeError(f"{name}: expected {kind.__name__}, not {type(value).__name__}")
    return value


def function_or_none(name: str, value: _T | None) -> _T | None:
    """The argument ``name``; ``TypeError`` if it is neither ``None`` nor to be called."""
    if value is not None and not callable(value):
        raise TypeError(f"{name}: expected a function, not {value!r}")
    return value


class _Stream:
    """One output stream of a run: taken as it comes, and kept for the result."""

    def __init__(self, name: str, number: int) -> None:
        self.name, self.number = name, number
        self.kept: list[str] = []
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def take(self, native: NativeVM, final: bool) -> str:
        pieces = []
        while data := native.take_output(self.number):
            pieces.append(self._decoder.decode(data))
        if final:
            pieces.append(self._decoder.decode(b"", True))
        text = "".join(pieces)
        if text:
            self.kept.append(text)
        return text


class Attendant:
    """Sees to one run until it has ended: output, input, and what stopped it."""

    __slots__ = ("_ask", "_native", "_on_output", "_printed", "_streams", "_table")

    def __init__(
        self,
        native: NativeVM,
        table: HostTable | None,
        ask: Ask | None,
        on_output: OnOutput | None,
    ) -> None:
        """``ask`` gives input on demand; with it or ``on_output`` the run streams."""
        self._native = native
        self._table = table
        self._ask = ask
        self._on_output = function_or_none("on_output", on_output)
        self._printed: dict[int, list[str]] = {1: [], 2: []}
        self._streams: tuple[_Stream, ...] = ()
        if ask is not None or on_output is not None:
            self._streams = (_Stream("stdout", 1), _Stream("stderr", 2))

    def refuse_inside(self) -> None:
        """Raise ``VMBusyError`` in a function that the run itself waits for."""
        if self._table is not None:
            self._table.refuse_inside("its script waits for this function")

    @property
    def streams(self) -> bool:
        """Whether output has to be taken as it comes."""
        return bool(self._streams)

    @property
    def asks(self) -> bool:
        """Whether there is more input to be had when the script asks for it."""
        return self._ask is not None

    def _take(self, final: bool = False) -> Iterator[tuple[str, str]]:
        """Output that is there: the streams' names, and text."""
        for stream in self._streams:
            text = stream.take(self._native, final)
            if text:
                if self._ask is not None:
                    self._printed[stream.number].append(text)
                yield stream.name, text

    def _printed_since(self) -> tuple[str, str]:
        """What the script has printed on each stream since it last asked for input."""
        printed = "".join(self._printed[1]), "".join(self._printed[2])
        for pieces in self._printed.values():
            pieces.clear()
        return printed

    def _drain(self, final: bool = False) -> None:
        for name, text in self._take(final):
            if self._on_output is not None:
                self._on_output(name, text)

    def attend(
        self, event: Event | None = None, timeout: float | None = None
    ) -> ScriptResult | None:
        """Wait for the end, from ``event`` on; ``None`` if ``timeout`` seconds were not
        enough, or the script has paused.

        Whatever is raised meanwhile (Ctrl-C, an error of one of the host's
        functions) stops the script first, and then goes on its way.
        """
        native = self._native
        end = None if timeout is None else time.monotonic() + timeout
        try:
            while event is not Event.DONE:
                if event is Event.OUTPUT_READY:
                    self._drain()
                elif event is Event.INPUT_WANTED and self._ask is not None:
                    self._drain()
                    native.give_input(self._ask(*self._printed_since()))
                elif event is Event.TIMEOUT or event is Event.PAUSED:
                    return None
                event = native.wait(None if end is None else end - time.monotonic())
            if self._streams:
                self._drain(final=True)
        except BaseException:
            stop(native)
            raise
        return self._result()

    @property
    def stopped_by(self) -> BaseException | None:
        """What a function of the host's raised to stop the script, if anything."""
        return None if self._table is None else self._table.stopped_by

    def _result(self) -> ScriptResult:
        table = self._table
        if table is not None and table.stopped_by is not None:
            raise table.stopped_by
        host_error = None if table is None else table.error
        if not self._streams:
            return self._native.result(unpack=unpack, host_error=host_error)
        stdout, stderr = ("".join(stream.kept) for stream in self._streams)
        return self._native.result(stdout, stderr, unpack, host_error)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def stop(native: NativeVM) -> None:
    """Interrupt a run, if there is one, and wait until it has ended.

    That takes some milliseconds at most, so a second Ctrl-C has to wait.
    """
    while True:
        try:
            while not native.halt():
                pass
        except KeyboardInterrupt:
            continue
        return


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

    def __init__(self, native: NativeVM, attendant: Attendant) -> None:
        """A handle for a run that is about to begin."""
        self._native = native
        self._attendant = attendant
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
                self._outcome = self._attendant.attend(timeout=timeout)
            except BaseException as error:
                if error is self._attendant.stopped_by:
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
        self._attendant.refuse_inside()
        if self._turn.held_here():
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
        return self._outcome is None and self._native.go_on(-1)

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
        return self._go_on(-1, by_line=True)

    def _go_on(self, steps: int, by_line: bool) -> bool:
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
