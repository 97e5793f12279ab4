"""What a program writes: kept up to a limit, passed on as it comes."""

from __future__ import annotations

import codecs
import contextlib
import errno
import fcntl
import io
import os
from collections.abc import Callable
from typing import Any

Sink = Callable[[Any], object]

_CHUNK = 1 << 16
_BIG_PIPE = 1 << 20


def sink_of(target: object, text: bool, name: str) -> tuple[Sink, bool] | None:
    """Return how to pass output on, and whether as text.

    ``target`` is a callable, which gets text or bytes as the result will, or a
    file object, which gets what its kind takes.
    """
    if target is None:
        return None
    write = getattr(target, "write", None)
    if callable(write):
        return write, isinstance(target, io.TextIOBase) or (text and hasattr(target, "encoding"))
    if callable(target):
        return target, text
    raise TypeError(f"{name}: expected a callable or a file object, not {target!r}")


class Output:
    """One stream of a program.  Owns the descriptor."""

    def __init__(
        self,
        fd: int,
        close: Callable[[], object],
        limit: int | None,
        sink: tuple[Sink, bool] | None,
        encoding: str,
        errors: str,
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
        self._sink = sink[0] if sink else None
        self._decoder: codecs.IncrementalDecoder | None = None
        if sink and sink[1]:
            self._decoder = codecs.getincrementaldecoder(encoding)(errors)

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
            # How a terminal says that nobody has its other side open.
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
        self._pass_on(data)
        return data

    def _drop(self) -> bool:
        """Move what is there to nowhere, without copying it to this process."""
        if self.terminal:
            return len(os.read(self.fd, _CHUNK)) > 0
        if self._dropping < 0:
            self._dropping = os.open("/dev/null", os.O_WRONLY | os.O_CLOEXEC)
        return os.splice(self.fd, self._dropping, _BIG_PIPE, flags=2) > 0  # SPLICE_F_NONBLOCK

    def _pass_on(self, data: bytes) -> None:
        if self._sink is None:
            return
        if self._decoder is None:
            if data:
                self._sink(data)
        else:
            text = self._decoder.decode(data)
            if text:
                self._sink(text)

    def end(self) -> None:
        """Close, and pass on what the decoder held back."""
        self.close()
        if self._sink is not None and self._decoder is not None:
            decoder, self._decoder = self._decoder, None
            text = decoder.decode(b"", True)
            if text:
                self._sink(text)

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
        # First forgotten, then closed: never twice, whatever a signal handler raises.
        dropping, self._dropping = self._dropping, -1
        if dropping >= 0:
            os.close(dropping)
