"""Numbers that the host and the engine both use.

They stand in ``csrc/engine/pkhost.h``, with ``PKHOST_`` before the name, and nowhere
else: they are read from the engine when they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .factory import engine

__all__ = [
    "DEPTH_MOST",
    "EXTENSION_ABSENT",
    "EXTENSION_INT",
    "EXTENSION_INT_KEY",
    "EXTENSION_KEY",
    "EXTENSION_SET",
    "EXTENSION_TUPLE",
    "FILE_NAME_MOST",
    "IMPORT",
    "REPLY_EXCEPTION",
    "REPLY_VALUE",
    "SIGNATURE_MOST",
]

DEPTH_MOST: int
"""How many levels of lists, tuples, sets and dicts a value may have."""

FILE_NAME_MOST: int
"""How many bytes the name of a file may have."""

SIGNATURE_MOST: int
"""How many bytes the signature of a function may have."""

EXTENSION_TUPLE: int
EXTENSION_SET: int
EXTENSION_ABSENT: int
EXTENSION_KEY: int
EXTENSION_INT: int
EXTENSION_INT_KEY: int
"""Extension types of MessagePack."""

IMPORT: int
"""What a script asks for, in place of a function's number: the source of a module."""

REPLY_VALUE: int
REPLY_EXCEPTION: int
"""The first byte of a reply, which says what follows."""


if not TYPE_CHECKING:  # or every name would be there for a type checker

    def __getattr__(name: str) -> int:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = engine().constant(name)
        return value
