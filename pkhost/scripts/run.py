"""One run of a script: from its start to its result."""

from __future__ import annotations

import codecs
import threading
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from .._native import Event, Job, NativeVM
from ..results import ScriptResult
from .functions import HostTable
from .values import unpack

__all__ = ["Attendant", "OnOutput", "ScriptRun", "instance", "stop"]

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
        ask: Callable[[str], bytes] | None,
        on_output: OnOutput | None,
    ) -> None:
        """``ask`` gives input on demand; with it or ``on_output`` the run streams."""
        self._native = native
        self._table = table
        self._ask = ask
        self._on_output = on_output
        self._printed: list[str] = []
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
                if stream.number == 1 and self._ask is not None:
                    self._printed.append(text)
                yield stream.name, text

    def _printed_since(self) -> str:
        """What the script has printed since it last asked for input."""
        printed = "".join(self._printed)
        self._printed.clear()
        return printed

    def _drain(self, final: bool = False) -> None:
        for name, text in self._take(final):
            if self._on_output is not None:
                self._on_output(name, text)

    def attend(
        self, event: Event | None = None, timeout: float | None = None
    ) -> ScriptResult | None:
        """Wait for the end, from ``event`` on; ``None`` if ``timeout`` seconds were not enough.

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
                    native.give_input(self._ask(self._printed_since()))
                elif event is Event.TIMEOUT:
                    return None
                event = native.wait(None if end is None else end - time.monotonic())
            if self._streams:
                self._drain(final=True)
        except BaseException:
            stop(native)
            raise
        return self._result()

    def _result(self) -> ScriptResult:
        table = self._table
        if table is not None and table.stopped_by is not None:
            stopped_by, table.stopped_by = table.stopped_by, None
            raise stopped_by
        host_error = None if table is None else table.error
        if not self._streams:
            return self._native.result(unpack=unpack, host_error=host_error)
        stdout, stderr = ("".join(stream.kept) for stream in self._streams)
        return self._native.result(stdout, stderr, unpack, host_error)


def stop(native: NativeVM) -> None:
    """Interrupt a run, if there is one, and wait until it has ended.

    That takes some milliseconds at most, so a second Ctrl-C has to wait.
    """
    while True:
        try:
            while native.running():
                native.interrupt()
                # A script that waits for input is woken by the interrupt.
                while native.wait() is not Event.DONE:
                    pass
        except KeyboardInterrupt:
            continue
        return


class ScriptRun:
    """A run that was started with :meth:`VM.start` and goes on by itself.

    Its output and input functions are called by the thread that waits in
    :meth:`result`; without one, a script that asks for input waits.
    """

    def __init__(self, native: NativeVM, job: Job, attendant: Attendant) -> None:
        self._native = native
        self._attendant = attendant
        self._lock = threading.Lock()
        self._result: ScriptResult | None = None
        native.start(job)

    @classmethod
    def _ended(cls, result: ScriptResult) -> ScriptRun:
        """A run that was over before it began."""
        run = cls.__new__(cls)
        run._lock = threading.Lock()
        run._result = result
        return run

    def done(self) -> bool:
        """Whether the script has ended."""
        return self._result is not None or not self._native.running()

    def interrupt(self) -> bool:
        """Ask the script to stop, and return at once.  From any thread.

        Returns whether it was still running.  Its result says ``INTERRUPTED``
        unless it ended in that very moment.
        """
        return self._result is None and self._native.interrupt()

    def result(self, timeout: float | None = None) -> ScriptResult:
        """Wait for the end and return the result; again and again the same.

        ``timeout`` is in seconds; ``TimeoutError`` is raised when it is over,
        and the script runs on.  An exception that reaches the waiting thread,
        Ctrl-C for one, stops the script.
        """
        if self._result is not None:
            return self._result
        self._attendant.refuse_inside()
        if not self._lock.acquire(timeout=-1 if timeout is None else timeout):
            raise TimeoutError(f"the script did not end within {timeout} s")
        try:
            if self._result is None:
                self._result = self._attendant.attend(timeout=timeout)
            if self._result is None:
                raise TimeoutError(f"the script did not end within {timeout} s")
            return self._result
        finally:
            self._lock.release()

    def __repr__(self) -> str:
        state = repr(self._result) if self._result is not None else "running"
        return f"<ScriptRun {state}>"
