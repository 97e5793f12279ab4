"""What a program reads: every kind of source as one stream of bytes."""

from __future__ import annotations

import os
import select
import signal
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

# A function that sees what the program has printed, and answers.
Answer = Callable[[bytes, bytes], bytes | str | None]
# Also a file object; what makes one cannot be said in a type.
Stdin = str | bytes | bytearray | memoryview | os.PathLike[str] | Iterable[Any] | Answer | Any

_CHUNK = 1 << 16


def open_direct(source: Stdin) -> int | None:
    """Return a descriptor that the program can read itself, or ``None``.

    Files given by their path need no help from this process.
    """
    if not isinstance(source, os.PathLike):
        return None
    # Non-blocking, or opening a named pipe would wait for its other end.
    fd = os.open(source, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        if stat.S_ISDIR(os.fstat(fd).st_mode):
            raise IsADirectoryError(f"stdin: {os.fspath(source)!r} is a folder")
        os.set_blocking(fd, True)
    except BaseException:
        os.close(fd)
        raise
    return fd


class Source:
    """Where the bytes come from.  ``next`` returns some, ``b""`` for not yet,
    ``None`` for the end."""

    waits_for: int = -1
    """A descriptor that must be readable before ``next`` has more, or -1."""

    hears_output = False
    """Whether ``hear`` wants what the program prints."""

    def next(self) -> bytes | memoryview | None:
        raise NotImplementedError

    def hear(self, stdout: bytes, stderr: bytes) -> None:
        """Take in what the program has printed."""


class _Whole(Source):
    def __init__(self, data: bytes | bytearray | memoryview) -> None:
        # Nothing at all is the end, and not what ``next`` means by b"".
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


class _Answers(Source):
    """A function that sees what the program has printed and answers."""

    hears_output = True

    def __init__(self, answer: Answer, encoding: str) -> None:
        self._answer = answer
        self._encoding = encoding
        self._stdout = bytearray()
        self._stderr = bytearray()
        self._news = True  # asked once before anything is printed

    def hear(self, stdout: bytes, stderr: bytes) -> None:
        self._stdout += stdout
        self._stderr += stderr
        self._news = True

    def next(self) -> bytes | memoryview | None:
        if not self._news:
            return b""
        self._news = False
        answer = self._answer(bytes(self._stdout), bytes(self._stderr))
        if answer is None:
            return None
        data = to_bytes(answer, self._encoding)
        if data:
            self._stdout.clear()
            self._stderr.clear()
        return data


class Silent(Source):
    """A conversation's input: nothing, until somebody sends."""

    def next(self) -> bytes:
        return b""


def to_bytes(value: Any, encoding: str) -> bytes | memoryview:
    """Return text or bytes as bytes.  ``TypeError`` for anything else."""
    if isinstance(value, str):
        return value.encode(encoding)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value)
    raise TypeError(f"stdin: expected text or bytes, not {value!r}")


def source_of(source: Stdin, encoding: str) -> Source:
    """Return the source that a caller means.  ``TypeError`` if it is none."""
    if isinstance(source, Source):
        return source
    if isinstance(source, str):
        return _Whole(source.encode(encoding))
    if isinstance(source, (bytes, bytearray, memoryview)):
        return _Whole(source)
    if callable(getattr(source, "read", None)):
        return _File(source, encoding)
    if callable(source):
        return _Answers(source, encoding)
    if isinstance(source, Iterable):
        return _Items(iter(source), encoding)
    raise TypeError(
        "stdin: expected None, text, bytes, a path object, a file object, an iterable or a "
        f"function, not {source!r}"
    )


class Feeder:
    """Moves a source into a pipe, as much as goes in.  Owns the descriptor."""

    def __init__(self, fd: int, close: Callable[[], object], source: Source) -> None:
        self.fd = fd
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
        """Write until the pipe is full (true), or nothing is to be had now (false).

        At the end of the source, or when the program has closed its side, the
        descriptor is closed.
        """
        while self.fd >= 0:
            if not len(self._pending):
                data = self.source.next()
                if data is None:
                    self.close()
                    return False
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
            self._pending = self._pending[wrote:]
        return False

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
        self.fd = -1
        self._close()
