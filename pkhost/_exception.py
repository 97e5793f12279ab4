"""The base of all exceptions of pkhost, below every module that defines one."""

from __future__ import annotations

__all__ = ["PkhostError"]


class PkhostError(Exception):
    """The base of all exceptions of pkhost."""

    __module__ = "pkhost.errors"  # where users find it
