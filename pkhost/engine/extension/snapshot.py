"""Copies of VMs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...errors import MisuseError
from .binding import Binding
from .functions import Functions
from .handle import Closed, Handle

__all__ = ["ExtensionSnapshot"]


class ExtensionSnapshot(Handle):
    """A copy of a VM: see :class:`EngineSnapshot`."""

    __slots__ = ("functions", "size")

    _closed = Closed(MisuseError, "this snapshot is closed; take a new one")

    def __init__(
        self, binding: Binding, functions: Functions, vm: Any, check: Callable[[int], None]
    ) -> None:
        """``vm`` is a VM of the home that ``functions`` are of; ``check`` raises its refusals.

        Raises ``VMBusyError`` while it runs a script.
        """
        super().__init__(
            binding,
            functions.snapshot_type,
            lambda variable: check(functions.snapshot_take(variable, vm)),
        )
        self.functions = functions
        self.size = int(functions.snapshot_size(self._kept.thing))
