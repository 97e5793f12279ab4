"""One run of a script: from its start to its result."""

from __future__ import annotations

import codecs
import threading
from collections.abc import Callable
from typing import TypeVar

from .._native import Event, NativeVM
from ..limits import Limits
from ..results import ErrorInfo, ScriptResult, TracebackEntry
from ..status import Status
from ..usage import Usage

__all__ = ["OnOutput", "ScriptRun", "Stdin", "attend", "bad_source", "encode_stdin", "instance"]

_T = TypeVar("_T")

OnOutput = Callable[[str, str], None]
"""Called with ``"stdout"`` or ``"stderr"`` and text, as it comes."""

Stdin = str | bytes | Callable[[], str | bytes | None]
"""What a script may read: all of it, or a function that is called whenever
the script asks for more and answers with some, or with nothing at its end."""


def instance(name: str, value: _T | None, kind: type[_T], default: _T) -> _T:
    """The argument ``name``, or its default; ``TypeError`` if it is something else."""
    if value is None:
        return default
    if not isinstance(value, kind):
        raise TypeError(f"{name}: expected {kind.__name__}, not {type(value).__name__}")
    return value


def encode_stdin(stdin: Stdin) -> bytes:
    """What of ``stdin`` is there from the start; ``TypeError`` for another type."""
    if isinstance(stdin, str):
        return stdin.encode("utf-8", "replace")
    if isinstance(stdin, (bytes, bytearray, memoryview)):
        return bytes(stdin)
    if callable(stdin):
        return b""
    raise TypeError(f"stdin: expected str, bytes or a function, not {type(stdin).__name__}")


def bad_source(source: object, filename: object) -> tuple[bytes, ScriptResult | None]:
    """The source as the engine takes it, and a result if it cannot be source at all.

    Raises ``TypeError`` for what is not text.
    """
    if not isinstance(filename, str):
        raise TypeError(f"filename: expected str, not {type(filename).__name__}")
    if isinstance(source, str):
        try:
            data = source.encode()
        except UnicodeEncodeError as error:
            line = source.count("\n", 0, error.start) + 1
            return b"", _syntax_error(
                filename, line, f"the source holds half a surrogate pair ({error.reason})"
            )
    elif isinstance(source, (bytes, bytearray)):
        data = bytes(source)
    else:
        raise TypeError(f"source: expected str or bytes, not {type(source).__name__}")
    nul = data.find(0)
    if nul >= 0:
        line = data.count(b"\n", 0, nul) + 1
        return b"", _syntax_error(filename, line, "the source holds a NUL character")
    return data, None


def _syntax_error(filename: str, line: int, message: str) -> ScriptResult:
    return ScriptResult(
        status=Status.ERROR,
        stdout="",
        stderr="",
        error=ErrorInfo("SyntaxError", message, (TracebackEntry(filename, line, None, None),)),
        usage=Usage(
            wall_time=0.0, cpu_time=0.0, peak_memory=0, stdout_bytes=0, stderr_bytes=0, steps=0
        ),
        restored=False,
    )


class _Listener:
    """Hands a run's output to a function as it comes, and keeps it for the result."""

    def __init__(self, native: NativeVM, on_output: OnOutput) -> None:
        self._native = native
        self._on_output = on_output
        decoder = codecs.getincrementaldecoder("utf-8")
        self._streams = (
            ("stdout", 1, decoder("replace"), []),
            ("stderr", 2, decoder("replace"), []),
        )  # type: tuple[tuple[str, int, codecs.IncrementalDecoder, list[str]], ...]

    def drain(self, final: bool = False) -> None:
        for name, number, decoder, kept in self._streams:
            while True:
                data = self._native.take_output(number)
                text = decoder.decode(data, final and not data)
                if text:
                    kept.append(text)
                    self._on_output(name, text)
                if not data:
                    break

    def text(self, stream: int) -> str:
        return "".join(self._streams[stream - 1][3])


def attend(
    native: NativeVM,
    event: Event,
    stdin: Stdin,
    on_output: OnOutput | None,
    timeout: float | None = None,
) -> ScriptResult | None:
    """See to a run until it has ended; ``None`` if ``timeout`` seconds were not enough.

    Whatever is raised meanwhile (Ctrl-C, an error of ``on_output`` or of
    ``stdin``) stops the script first, and then goes on its way.
    """
    listener = None if on_output is None else _Listener(native, on_output)
    try:
        while event is not Event.DONE:
            if event is Event.OUTPUT_READY and listener is not None:
                listener.drain()
            elif event is Event.INPUT_WANTED and callable(stdin):
                if listener is not None:
                    listener.drain()
                given = stdin()
                native.give_input(b"" if given is None else encode_stdin(given))
            elif event is Event.TIMEOUT:
                return None
            event = native.wait(timeout)
        if listener is None:
            return native.result()
        listener.drain(final=True)
        return native.result(listener.text(1), listener.text(2))
    except BaseException:
        stop(native)
        raise


def stop(native: NativeVM) -> None:
    """Interrupt a run, if there is one, and wait until it has ended.

    That takes some milliseconds at most, so a second Ctrl-C has to wait.
    """
    while native.running():
        try:
            native.interrupt()
            # A script that waits for input is woken by the interrupt.
            while native.wait() is not Event.DONE:
                pass
        except KeyboardInterrupt:
            continue


class ScriptRun:
    """A run that was started with :meth:`VM.start` and goes on by itself.

    Its output and input functions are called by the thread that waits in
    :meth:`result`; without one, a script that asks for input waits.
    """

    def __init__(
        self,
        native: NativeVM,
        source: bytes,
        filename: str,
        limits: Limits,
        stdin: Stdin,
        on_output: OnOutput | None,
    ) -> None:
        self._native = native
        self._stdin = stdin
        self._on_output = on_output
        self._lock = threading.Lock()
        self._result: ScriptResult | None = None
        native.start(
            source,
            filename,
            limits,
            encode_stdin(stdin),
            callable(stdin),
            on_output is not None,
        )

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
        if not self._lock.acquire(timeout=-1 if timeout is None else timeout):
            raise TimeoutError(f"the script did not end within {timeout} s")
        try:
            if self._result is None:
                event = self._wait(timeout)
                self._result = attend(self._native, event, self._stdin, self._on_output, timeout)
            if self._result is None:
                raise TimeoutError(f"the script did not end within {timeout} s")
            return self._result
        finally:
            self._lock.release()

    def _wait(self, timeout: float | None) -> Event:
        try:
            return self._native.wait(timeout)
        except BaseException:
            stop(self._native)
            raise

    def __repr__(self) -> str:
        state = repr(self._result) if self._result is not None else "running"
        return f"<ScriptRun {state}>"
