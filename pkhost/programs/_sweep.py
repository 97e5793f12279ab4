"""Ends what a program leaves when its supervisor, which would have done it, was killed.

Nothing holds the program's processes together then: they have other parents,
and perhaps sessions of their own.  But a resource limit is inherited by every
child and kept by every ``exec``, and one of them, on the number of file locks,
has had no effect since Linux 2.4.25 (getrlimit(2), ``RLIMIT_LOCKS``).  So each
run has a number of its own there, far above any that could matter: its mark.
A program that cares to can lower its limit, as root also raise it, and is not
found then.

A sweep takes some milliseconds, rarely up to two seconds, and the thread that
drives the run waits for it.
"""

from __future__ import annotations

import functools
import os
import resource
import select
import signal
import time
from contextlib import suppress
from typing import NamedTuple

_LOCKS = 10  # RLIMIT_LOCKS, which the resource module does not name
_LINE = b"Max file locks"

# How long to wait for processes that have been killed.  They are gone within
# milliseconds unless a disk or a network file system holds them.
_PATIENCE = 2.0

# Where something was found: how many looks at the newest processes have to find
# nothing before all is believed to be gone, and how many those are.
_CLEAN_LOOKS = 50
_NEWEST = 8


class Swept(NamedTuple):
    """What a sweep has done."""

    ended: int
    left: int
    """Processes that may not be signalled (of another user), or that did not
    end in time; at least so many."""


def new_mark() -> int:
    """Return a mark that no other run has."""
    return 1 + int.from_bytes(os.urandom(8), "little") % _highest()


@functools.cache
def _highest() -> int:
    # A run inside a run cannot raise what it was given.
    hard = resource.getrlimit(_LOCKS)[1]
    return (1 << 62) if hard == resource.RLIM_INFINITY else max(1, hard - 1)


def sweep(mark: int) -> Swept:
    """Kill every process that carries the mark, until there is none."""
    deadline = time.monotonic() + _PATIENCE
    ended = refused = clean = 0
    groups: set[int] = set()
    while True:
        look = _Look(b"%d" % mark, groups)
        try:
            if clean:
                look.at_newest()
            else:
                look.at_all()
                refused = look.refused
            late = _wait(look.killed, deadline)
        finally:
            for pidfd in look.killed:
                os.close(pidfd)
        ended += len(look.killed) - late
        # A process that forks while it is being killed leaves children for the
        # next round, and one that is gone as soon as it has forked is not seen
        # in every round.
        clean = 0 if look.found else clean + 1
        if clean > (_CLEAN_LOOKS if groups else 0):
            return Swept(ended, refused)
        if late or time.monotonic() > deadline:
            return Swept(ended, refused + max(late, 1))


class _Look:
    """One look for processes with the mark, to kill them."""

    def __init__(self, mark: bytes, groups: set[int]) -> None:
        self.killed: list[int] = []
        """Descriptors of those that were alive."""
        self.refused = 0
        self.found = False
        """Whether there was something new: also one that ended before it was held, or has
        told its group, since what it has left may be running."""
        self._mark = mark
        self._groups = groups

    def at_all(self) -> None:
        """Look at all processes, the newest first: the older a listing, the more of
        them are gone."""
        pids = [int(name) for name in os.listdir("/proc") if name.isdigit()]  # noqa: PTH208
        for pid in sorted(pids, reverse=True):
            self._at(pid)

    def at_newest(self) -> None:
        """Look at the last few that were made, as proc_loadavg(5) tells."""
        with open("/proc/loadavg", "rb") as file:  # noqa: PTH123
            last = int(file.read().split()[-1])
        for pid in range(last, max(last - _NEWEST, 0), -1):
            self._at(pid)

    def _at(self, pid: int) -> None:
        with suppress(ProcessLookupError, FileNotFoundError):
            if _mark_of(pid) != self._mark:
                return
            try:
                self._kill(pid)
            except PermissionError:
                self.refused += 1
            except (ProcessLookupError, FileNotFoundError):
                self.found = True

    def _kill(self, pid: int) -> None:
        pidfd = os.pidfd_open(pid)
        try:
            # The number may have got to another process before this one was held.
            if _mark_of(pid) != self._mark:
                return
            if not _ended(pidfd):
                signal.pidfd_send_signal(pidfd, signal.SIGKILL)
                self.killed.append(os.dup(pidfd))
                self.found = True
            # Whoever forks in its group now does not get away: the kernel does
            # not let a fork and a signal to the group overlap.  The group is the
            # program's own, since its session is; and one that has ended still
            # tells it.
            group = os.getpgid(pid)
            signal.pidfd_send_signal(pidfd, 0)  # not gone, so it was its group
            if group != os.getpgid(0):
                self.found |= group not in self._groups
                self._groups.add(group)
                os.killpg(group, signal.SIGKILL)
        finally:
            os.close(pidfd)


def _mark_of(pid: int) -> bytes:
    fd = os.open(f"/proc/{pid}/limits", os.O_RDONLY | os.O_CLOEXEC)
    try:
        for line in os.read(fd, 4096).split(b"\n"):
            if line.startswith(_LINE):
                return line[len(_LINE) :].split()[1]
    finally:
        os.close(fd)
    return b""


def _ended(pidfd: int) -> bool:
    """Return whether it has, be it that its parent has not noticed yet."""
    return bool(_poll([pidfd]).poll(0))


def _wait(pidfds: list[int], deadline: float) -> int:
    """Wait for processes to end; return how many have not."""
    left = set(pidfds)
    poll = _poll(pidfds)
    while left:
        ready = poll.poll(max(0.0, deadline - time.monotonic()) * 1000)
        if not ready:
            break
        for pidfd, _ in ready:
            poll.unregister(pidfd)
            left.discard(pidfd)
    return len(left)


def _poll(fds: list[int]) -> select.poll:
    poll = select.poll()
    for fd in fds:
        poll.register(fd, select.POLLIN)
    return poll
