"""The output of a program: it is kept up to a limit, and passed on at once."""

from __future__ import annotations

import codecs
import contextlib
import errno
import fcntl
import inspect
import os
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .._ownership import Cleanup
from .._sinks import Sink, refuse_awaitable

if TYPE_CHECKING:
    import asyncio

    from .options import Options

_CHUNK = 1 << 16
_BIG_PIPE = 1 << 20


class SinkWriter:
    """Writes one stream's output to the caller's sink, in order.

    On an event loop the function may be ``async``.  While one piece is awaited more are
    kept here; they are no more than the result keeps.
    """

    def __init__(
        self,
        sink: Sink | None,
        name: str,
        options: Options,
        on_ready: Callable[[], object] | None,
    ) -> None:
        """``name`` is the argument's.  ``on_ready`` is called on the event loop when what was
        awaited has ended; without it nothing can be awaited."""
        self._write = None if sink is None else sink.write
        self._name = name
        self._on_ready = on_ready
        self._decoder: codecs.IncrementalDecoder | None = None
        if sink is not None and sink.takes_text is not False:
            self._decoder = options.decoder()
            if sink.takes_text and self._decoder is None:
                self._decoder = codecs.getincrementaldecoder(options.encoding)(options.errors)
        self._later: deque[str | bytes] = deque()
        self._task: asyncio.Task[None] | None = None

    def take(self, data: bytes, final: bool = False) -> None:
        """Hand a piece on, now or after those before it."""
        if self._write is None:
            return
        piece: str | bytes = data
        if self._decoder is not None:
            piece = self._decoder.decode(data, final)
        if not piece:
            return
        self.settle()
        if self._task is not None:
            self._later.append(piece)
            return
        if self._on_ready is None:
            instead = "run_program_async() or open_program_async()"
            refuse_awaitable(self._write(piece), self._name, instead)
            return
        from .._loops import discard, running_loop, task_of  # and asyncio, which takes long

        on_ready = self._on_ready
        # In a list at once: Ctrl-C would lose a coroutine that nobody awaits.
        given: list[Any] = []
        with Cleanup(lambda: discard(*given), only_on_failure=True):
            given.extend(map(self._write, (piece,)))
            if not given:  # it was taken for the end of map()
                raise RuntimeError(f"{self._name}: the function raised StopIteration")
            if inspect.isawaitable(given[0]):
                self._task = task_of(given[0], running_loop(), self._go_on)
                self._task.add_done_callback(lambda _: on_ready())

    async def _go_on(self) -> None:
        assert self._write is not None
        while self._later:
            more = self._write(self._later.popleft())
            if inspect.isawaitable(more):
                await more

    def settle(self) -> None:
        """Forget what was awaited, if it has ended; raise what it raised."""
        if self._task is not None and self._task.done():
            task, self._task = self._task, None
            task.result()

    @property
    def awaited(self) -> asyncio.Task[None] | None:
        """What is being awaited, and what has ended and was not settled."""
        return self._task


class Output:
    """One stream of a program.  Owns the descriptor."""

    def __init__(
        self,
        fd: int,
        close: Callable[[], object],
        limit: int | None,
        writer: SinkWriter,
        terminal: bool = False,
    ) -> None:
        self.fd = fd
        self.terminal = terminal
        self._close = close
        self.kept = bytearray()
        self.over = False
        """Whether more came than the limit."""
        self._limit = limit
        self._dropping = -1  # /dev/null, once output is dropped unread
        self._big = False
        self._writer = writer

    @property
    def open(self) -> bool:
        """Whether there may be more."""
        return self.fd >= 0

    def read(self) -> bytes | None:
        """Take what is there, at most one chunk.

        Returns the bytes that were kept; empty if there is nothing now or it
        was all dropped; ``None`` at the end, and the descriptor is closed.
        """
        try:
            if self.over:
                if self._drop():
                    return b""
                self.end()
                return None
            data = os.read(self.fd, _CHUNK if not self._big else _BIG_PIPE)
        except BlockingIOError:
            return b""
        except OSError as error:
            # How a terminal says that no process has its other side open.
            if error.errno != errno.EIO or not self.terminal:
                raise
            data = b""
        if not data:
            self.end()
            return None
        if len(data) == _CHUNK and not self._big:
            self._big = True
            with contextlib.suppress(OSError):  # as fast as the usual size allows
                fcntl.fcntl(self.fd, fcntl.F_SETPIPE_SZ, _BIG_PIPE)
        if self._limit is not None and len(self.kept) + len(data) > self._limit:
            self.over = True
            data = data[: self._limit - len(self.kept)]
        self.kept += data
        self._writer.take(data)
        return data

    def _drop(self) -> bool:
        """Discard what is there, without copying it to this process."""
        if self.terminal:
            return len(os.read(self.fd, _CHUNK)) > 0
        if self._dropping < 0:
            self._dropping = os.open("/dev/null", os.O_WRONLY | os.O_CLOEXEC)
        return os.splice(self.fd, self._dropping, _BIG_PIPE, flags=2) > 0  # SPLICE_F_NONBLOCK

    def end(self) -> None:
        """Close, and pass on what the decoder held back."""
        self.close()
        self._writer.take(b"", final=True)

    def drain(self) -> None:
        """Take everything that is there now, and close.

        For when nobody is left who could write: what is in the pipe is all
        there is, whoever else may hold its other end.
        """
        while not self.over and self.read():
            pass
        if self.fd >= 0:
            self.end()

    def close(self) -> None:
        """Close the descriptors."""
        self.fd = -1
        self._close()
        # The number is cleared first, so that nothing is closed twice, whatever a signal
        # handler raises.
        dropping, self._dropping = self._dropping, -1
        if dropping >= 0:
            os.close(dropping)
