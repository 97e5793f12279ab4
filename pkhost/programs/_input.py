"""The input of a program: every kind of source as one stream of bytes."""

from __future__ import annotations

import errno
import inspect
import io
import os
import select
import signal
import stat
from collections.abc import AsyncIterable, Callable, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from .._answers import as_answer

if TYPE_CHECKING:
    import asyncio

    from .options import Options

_CHUNK = 1 << 16
_NEWLINE = 10
_END = b"\4"  # Ctrl-D
_ENDS = 64


def open_direct(source: object) -> io.FileIO | None:
    """Return a file that the program can read itself, or ``None``.

    Files given by their path need no help from this process.
    """
    if not isinstance(source, os.PathLike):
        return None
    path = os.fspath(source)
    if os.path.isdir(path):  # noqa: PTH112
        raise IsADirectoryError(f"stdin: {path!r} is a folder")
    # Non-blocking, or opening a named pipe would wait for its other end.  A file object is
    # closed with its last reference, and this makes one in a single call of C: between two
    # calls Ctrl-C would lose the descriptor.
    flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK
    file = next(map(io.FileIO, map(os.open, (path,), (flags,))))
    os.set_blocking(file.fileno(), True)
    return file


class Source:
    """Where the bytes come from.  ``next`` returns some, ``b""`` for not yet,
    ``None`` for the end."""

    waits_for: int = -1
    """A descriptor that must be readable before ``next`` has more, or -1."""

    hears_output = False
    """Whether ``hear`` wants what the program prints."""

    on_ready: Callable[[], object] | None = None
    """Called on the event loop when an answer that was awaited is there; set by
    ``LoopRun``.  Without it nothing can be awaited."""

    def next(self) -> bytes | memoryview | None:
        raise NotImplementedError

    def hear(self, stdout: bytes, stderr: bytes) -> None:
        """Take in what the program has printed."""

    cancelled: asyncio.Task[Any] | None = None
    """What was being awaited when the input ended, and may not have ended yet."""

    def cancel(self) -> None:
        """The input has ended: cancel what is being awaited."""

    def close(self) -> None:
        """Close what it reads from, if the source has opened that itself."""


class _Whole(Source):
    def __init__(self, data: bytes | bytearray | memoryview) -> None:
        # Empty input is the end: ``next`` would mean "not yet" by b"".
        self._data = memoryview(data).cast("B") if len(data) else None

    def next(self) -> memoryview | None:
        data, self._data = self._data, None
        return data


class _Items(Source):
    def __init__(self, items: Iterator[Any], encoding: str) -> None:
        self._items = items
        self._encoding = encoding

    def next(self) -> bytes | memoryview | None:
        for item in self._items:
            data = to_bytes(item, self._encoding)
            if data:
                return data
        return None


class _File(Source):
    """A file object: read by itself if that cannot block, else by its descriptor."""

    def __init__(self, file: Any, encoding: str) -> None:
        self._file = file
        self._encoding = encoding
        self.waits_for = -1
        with suppress(OSError, AttributeError, ValueError):
            fd = file.fileno()
            if not stat.S_ISREG(os.fstat(fd).st_mode):
                self.waits_for = fd

    def next(self) -> bytes | memoryview | None:
        if self.waits_for >= 0:
            # The descriptor may be a blocking one, which is not ours to change.
            if not select.select([self.waits_for], [], [], 0)[0]:
                return b""
            return os.read(self.waits_for, _CHUNK) or None
        return to_bytes(self._file.read(_CHUNK), self._encoding) or None


class _OwnFile(_File):
    """A file that the source has opened itself."""

    def close(self) -> None:
        self._file.close()


class _Awaiting(Source):
    """A source whose next piece may have to be awaited, on the event loop that drives the run."""

    def __init__(self) -> None:
        self._task: asyncio.Task[Any] | None = None

    def _settled(self, value: Any) -> tuple[bool, Any]:
        """Return whether ``value``, or what awaiting it gives, is there, and what it is.

        Called again with ``None`` for what is being awaited.
        """
        if self._task is None:
            if not inspect.isawaitable(value):
                return True, value
            if self.on_ready is None:
                if inspect.iscoroutine(value):
                    value.close()
                raise TypeError(
                    "stdin: an async function needs run_program_async() or open_program_async()"
                )
            from .._loops import running_loop, task_of  # with asyncio, which takes long to import

            on_ready = self.on_ready
            self._task = task_of(value, running_loop())
            self._task.add_done_callback(lambda _: on_ready())
        if not self._task.done():
            return False, None
        task, self._task = self._task, None
        return True, task.result()

    @property
    def _waits(self) -> bool:
        return self._task is not None

    def cancel(self) -> None:
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            self.cancelled = task


class _AsyncItems(_Awaiting):
    """An asynchronous iterable, such as ``asyncio.StreamReader``."""

    def __init__(self, items: Any, encoding: str) -> None:
        super().__init__()
        self._items = items
        self._encoding = encoding

    def next(self) -> bytes | memoryview | None:
        while True:
            try:
                there, item = self._settled(None if self._waits else self._items.__anext__())
            except StopAsyncIteration:
                return None
            if not there:
                return b""
            data = to_bytes(item, self._encoding)
            if data:
                return data


class _Answers(_Awaiting):
    """A function that sees what the program has printed and answers."""

    hears_output = True

    def __init__(self, answer: Callable[..., Any], options: Options) -> None:
        super().__init__()
        self._answer = as_answer(answer)
        self._encoding = options.encoding
        self._heard = [_Heard(options), _Heard(options)]
        self._news = True  # asked once before anything is printed

    def hear(self, stdout: bytes, stderr: bytes) -> None:
        for heard, data in zip(self._heard, (stdout, stderr), strict=True):
            heard.take(data)
        self._news = True

    def next(self) -> bytes | memoryview | None:
        if self._waits:
            there, answer = self._settled(None)
        elif self._news:
            self._news = False
            seen = [heard.all() for heard in self._heard]
            self._shown = [len(each) for each in seen]
            there, answer = self._settled(self._answer(*seen))
        else:
            return b""
        if not there:
            return b""
        if answer is None:
            return None
        data = to_bytes(answer, self._encoding)
        if data:
            # What came while the answer was awaited is for the next one.
            for heard, shown in zip(self._heard, self._shown, strict=True):
                heard.forget(shown)
        elif self._news:
            return self.next()
        return data


class _Heard:
    """What came on one stream and has not been answered yet: text or bytes, as the result has."""

    def __init__(self, options: Options) -> None:
        self._pieces: Any = "" if options.text else b""
        self._decoder = options.decoder()

    def take(self, data: bytes) -> None:
        self._pieces += data if self._decoder is None else self._decoder.decode(data)

    def all(self) -> Any:
        return self._pieces

    def forget(self, size: int) -> None:
        self._pieces = self._pieces[size:]


class Silent(Source):
    """A conversation's input: nothing, until ``send`` is called."""

    def next(self) -> bytes:
        return b""


def to_bytes(value: Any, encoding: str) -> bytes | memoryview:
    """Return text or bytes as bytes.  ``TypeError`` for anything else."""
    if isinstance(value, str):
        return value.encode(encoding)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value)
    raise TypeError(f"stdin: expected text or bytes, not {value!r}")


def source_of(options: Options) -> Source:
    """Return the source that a caller means.  ``TypeError`` if it is none."""
    source, encoding = options.stdin, options.encoding
    if isinstance(source, Source):
        return source
    if isinstance(source, str):
        return _Whole(source.encode(encoding))
    if isinstance(source, (bytes, bytearray, memoryview)):
        return _Whole(source)
    if isinstance(source, AsyncIterable):
        return _AsyncItems(aiter(source), encoding)
    if callable(getattr(source, "read", None)):
        return _File(source, encoding)
    if callable(source):
        return _Answers(source, options)
    if isinstance(source, Iterable):
        return _Items(iter(source), encoding)
    raise TypeError(
        "stdin: expected None, text, bytes, a path object, a file object, an iterable or a "
        f"function, not {source!r}"
    )


def typed_source_of(options: Options) -> Source:
    """Return the source of what is typed at a terminal, also where a pipe needs none."""
    if options.stdin is None:
        return _Whole(b"")
    file = open_direct(options.stdin)
    return source_of(options) if file is None else _OwnFile(file, options.encoding)


class Feeder:
    """Moves a source into a pipe or a terminal, as much as goes in.  Owns the descriptor."""

    def __init__(
        self, fd: int, close: Callable[[], object], source: Source, terminal: bool = False
    ) -> None:
        self.fd = fd
        self._terminal = terminal
        self._line_begins = True
        self._ending = False
        self._close = close
        self.source = source
        self._pending: memoryview | bytes = b""
        # Python ignores SIGPIPE, but an application may have set it back.
        self._guard = fd >= 0 and signal.getsignal(signal.SIGPIPE) is not signal.SIG_IGN

    @property
    def open(self) -> bool:
        """Whether the program may still get more."""
        return self.fd >= 0

    def send(self, data: bytes) -> None:
        """Add to what is to be written."""
        self._pending = bytes(self._pending) + data

    @property
    def waiting(self) -> bool:
        """Whether there is something to write."""
        return len(self._pending) > 0

    def feed(self) -> bool:
        """Write until the pipe is full (true), or the source has nothing now (false).

        At the end of the source, or when the program has closed its side, the
        descriptor is closed.
        """
        while self.fd >= 0:
            if not len(self._pending):
                data = None if self._ending else self.source.next()
                if data is None:
                    self.end()
                    continue
                if not len(data):
                    return False
                self._pending = memoryview(data)
            try:
                wrote = self._write()
            except BlockingIOError:
                return True
            except (BrokenPipeError, ConnectionResetError):
                self.close()
                return False
            except OSError as error:
                if error.errno != errno.EIO or not self._terminal:
                    raise
                self.close()
                return False
            if wrote:
                self._line_begins = self._pending[wrote - 1] == _NEWLINE
            self._pending = self._pending[wrote:]
        return False

    def end(self) -> None:
        """End the input after what is still to be written.

        The end of a pipe stays its end.  A terminal's is a character, which ends
        one ``read``: at the beginning of a line the input, elsewhere the line.  So
        there is one for each of many.
        """
        if not self._terminal or self._ending:
            self.close()
            return
        self._ending = True
        last = self._pending[-1] if len(self._pending) else _NEWLINE
        begins = last == _NEWLINE if len(self._pending) else self._line_begins
        self._pending = bytes(self._pending) + _END * (_ENDS if begins else _ENDS + 1)

    def _write(self) -> int:
        # A megabyte at a time, so that other streams get their turn.
        data = self._pending[: 1 << 20]
        if not self._guard:
            return os.write(self.fd, data)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPIPE})
        try:
            return os.write(self.fd, data)
        except BrokenPipeError:
            signal.sigtimedwait({signal.SIGPIPE}, 0)
            raise
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def close(self) -> None:
        """Close the descriptor: end of input for the program."""
        self._pending = b""
        self.source.cancel()
        self.fd = -1
        self._close()
        self.source.close()
