"""Locks in a child that was forked.

A child has only the thread that forked; what another thread had at that moment
would stay taken for ever.  Objects with something to take register here, and
are told in each child to take back what other threads had.
"""

from __future__ import annotations

import os
import weakref
from typing import Protocol

__all__ = ["renew_in_child"]


class _Owner(Protocol):
    def _renew_locks(self) -> None: ...


_owners: weakref.WeakSet[_Owner] = weakref.WeakSet()


def renew_in_child(owner: _Owner) -> None:
    """Call ``owner._renew_locks()`` in every child, as long as ``owner`` lives."""
    _owners.add(owner)


def _renew() -> None:
    for owner in list(_owners):
        owner._renew_locks()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew)
