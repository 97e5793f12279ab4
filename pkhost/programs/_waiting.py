"""Waits for several descriptors at once, or for one that represents them."""

from __future__ import annotations

import math
import select
from contextlib import suppress

READABLE = select.POLLIN
WRITABLE = select.POLLOUT
_MOST = 1e6
assert (READABLE, WRITABLE) == (select.EPOLLIN, select.EPOLLOUT)


class Waiting:
    """A set of descriptors.

    A ``poll`` costs nothing to make.  An ``epoll`` costs some system calls, and
    is only there once ``fileno()`` was asked for.
    """

    def __init__(self) -> None:
        self._poll = select.poll()
        self._epoll: select.epoll | None = None
        self._watched: dict[int, int] = {}

    def fileno(self) -> int:
        """Return a descriptor that is readable when one of the set is ready."""
        if self._epoll is None:
            epoll = select.epoll()
            try:
                for fd, events in self._watched.items():
                    epoll.register(fd, events)
            except BaseException:
                epoll.close()
                raise
            self._epoll = epoll
        return self._epoll.fileno()

    def watch(self, fd: int, events: int) -> None:
        """Add a descriptor, or change what it is waited for."""
        known = self._watched.get(fd)
        if known == events:
            return
        self._poll.register(fd, events)
        if self._epoll is not None:
            if known is None:
                self._epoll.register(fd, events)
            else:
                self._epoll.modify(fd, events)
        self._watched[fd] = events

    def unwatch(self, fd: int) -> None:
        """Take a descriptor out, if it is in; it may be closed already."""
        if self._watched.pop(fd, None) is None:
            return
        self._poll.unregister(fd)
        if self._epoll is not None:
            with suppress(OSError):  # what is closed is out of it by itself
                self._epoll.unregister(fd)

    def ready(self, seconds: float | None) -> list[int]:
        """Wait up to ``seconds`` (``None``: as long as it takes); return what is ready.

        Nothing may be ready before that too: the system cannot wait longer than weeks.

        What became ready before another one of the list did is in the list too,
        as long as that other one was the first that was added.
        """
        if self._epoll is not None:
            found = self._epoll.poll(-1 if seconds is None else min(seconds, _MOST))
        else:
            milliseconds = None if seconds is None else math.ceil(min(seconds, _MOST) * 1000)
            found = self._poll.poll(milliseconds)
        return [fd for fd, _ in found]

    def close(self) -> None:
        """Close the descriptor, if there is one."""
        if self._epoll is not None:
            self._epoll.close()
