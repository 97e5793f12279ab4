"""Ends what a program leaves when its supervisor, which would have done it, was killed.

Nothing ties the program's processes together then: they have other parents,
and perhaps sessions of their own.  But a resource limit is inherited by every
child and kept by every ``exec``, and one of them, on the number of file locks,
has had no effect since Linux 2.4.25 (getrlimit(2), ``RLIMIT_LOCKS``).  So each
run has a number of its own there, far above any that could matter: its mark.
A program can lower its limit, and as root raise it, and is not found then.

The sweep itself is csrc/spawn/sweep.c; sweep.h says how it catches processes
that fork and end faster than they can be listed.  It takes some milliseconds,
rarely up to two seconds, and the thread that drives the run waits for it.
"""

from __future__ import annotations

import functools
import os
import resource
from collections.abc import Callable
from typing import NamedTuple

_LOCKS = 10  # RLIMIT_LOCKS, which the resource module does not name

# Processes that have been killed are gone within milliseconds, unless a disk or
# a network file system holds them.
_PATIENCE = 2.0


class Swept(NamedTuple):
    """What a sweep has done."""

    ended: int
    """Processes that were killed one by one; others may have gone with their group."""
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
    """Kill every process that carries the mark, until there is none.

    Raises ``OSError`` if processes cannot be looked for.
    """
    return Swept(*load()(mark, _PATIENCE))


@functools.cache
def load() -> Callable[[int, float], tuple[int, int]]:
    """Return the sweep of C.  To be called once a program has started.

    A sweep may come when nothing can be imported any more: when the interpreter ends with a
    conversation open.
    """
    from .._spawn import sweep as sweep_marked

    return sweep_marked
