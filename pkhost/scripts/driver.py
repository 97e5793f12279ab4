"""Drives one run of a script to its end: hands its output on, gives it input, and
stops it when something raises."""

from __future__ import annotations

import codecs
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from .._sinks import refuse_awaitable
from ..engine.outcome import Event, Stream
from ..results import ScriptResult
from .host_functions import HostTable
from .options import NOTHING_GIVEN, Options
from .outcomes import script_result

if TYPE_CHECKING:
    from ..engine.interface import EngineVM

__all__ = ["RunDriver", "stop"]


class _Stream:
    """One output stream of a run: taken as it comes, and kept for the result."""

    def __init__(self, name: str, stream: Stream, sink: Callable[[str], object] | None) -> None:
        self.name, self.stream, self.sink = name, stream, sink
        self.kept: list[str] = []
        self.unanswered: list[str] = []  # what was printed since the script last got input
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def take(self, engine_vm: EngineVM, final: bool) -> str:
        pieces = []
        while data := engine_vm.take_output(self.stream):
            pieces.append(self._decoder.decode(data))
        if final:
            pieces.append(self._decoder.decode(b"", True))
        text = "".join(pieces)
        if text:
            self.kept.append(text)
        return text


class RunDriver:
    """Drives one run to its end: output, input, and what stopped it."""

    __slots__ = ("_ask", "_engine_vm", "_streams", "_table")

    def __init__(
        self,
        engine_vm: EngineVM,
        table: HostTable | None,
        options: Options = NOTHING_GIVEN,
    ) -> None:
        self._engine_vm = engine_vm
        self._table = table
        self._ask = options.stdin[1]
        self._streams: tuple[_Stream, ...] = ()
        if options.streams:
            self._streams = (
                _Stream("stdout", Stream.STDOUT, options.on_stdout),
                _Stream("stderr", Stream.STDERR, options.on_stderr),
            )

    def refuse_inside(self) -> None:
        """Raise ``VMBusyError`` in a function that the run itself waits for."""
        if self._table is not None:
            self._table.refuse_inside("its script waits for this function")

    def _take(self, final: bool = False) -> Iterator[tuple[_Stream, str]]:
        """Output that is there, by streams."""
        for stream in self._streams:
            text = stream.take(self._engine_vm, final)
            if text:
                if self._ask is not None:
                    stream.unanswered.append(text)
                yield stream, text

    def _printed_since(self) -> tuple[str, str]:
        """What the script has printed on each stream since it last asked for input."""
        stdout, stderr = ("".join(stream.unanswered) for stream in self._streams)
        for stream in self._streams:
            stream.unanswered.clear()
        return stdout, stderr

    def _drain(self, final: bool = False) -> None:
        for stream, text in self._take(final):
            if stream.sink is not None:
                refuse_awaitable(stream.sink(text), f"on_{stream.name}", "run_async()")

    def drive(
        self, event: Event | None = None, timeout: float | None = None
    ) -> ScriptResult | None:
        """Wait for the end, from ``event`` on; ``None`` if ``timeout`` seconds were not
        enough, or the script has paused.

        Whatever is raised meanwhile (Ctrl-C, an error of one of the host's
        functions) stops the script first, and then goes on its way.
        """
        engine_vm = self._engine_vm
        end = None if timeout is None else time.monotonic() + timeout
        try:
            while event is not Event.DONE:
                if event is Event.OUTPUT_READY:
                    self._drain()
                elif event is Event.INPUT_WANTED and self._ask is not None:
                    self._drain()
                    engine_vm.give_input(self._ask(*self._printed_since()))
                elif event is Event.TIMEOUT or event is Event.PAUSED:
                    return None
                event = engine_vm.wait(None if end is None else end - time.monotonic())
            if self._streams:
                self._drain(final=True)
        except BaseException:
            stop(engine_vm)
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
        outcome = self._engine_vm.outcome()
        host_exception = None
        if outcome.host_error and table is not None:
            host_exception = table.error(outcome.host_error)
        if not self._streams:
            return script_result(outcome, host_exception)
        stdout, stderr = ("".join(stream.kept) for stream in self._streams)
        return script_result(outcome, host_exception, stdout, stderr)


def stop(engine_vm: EngineVM) -> None:
    """Interrupt a run, if there is one, and wait until it has ended.

    That takes some milliseconds at most, so a second Ctrl-C has to wait.
    """
    while True:
        try:
            while not engine_vm.halt():
                pass
        except KeyboardInterrupt:
            continue
        return
