"""Copies of VMs."""

from __future__ import annotations

from typing import Any

from ...errors import MisuseError
from .binding import Binding
from .handle import Closed, Handle

__all__ = ["InProcessSnapshot"]


class InProcessSnapshot(Handle):
    """A copy of a VM: see :class:`EngineSnapshot`."""

    __slots__ = ("size",)

    _closed = Closed(MisuseError, "this snapshot is closed; take a new one")

    def __init__(self, binding: Binding, vm: Any) -> None:
        """``vm`` is a ``pkhost_vm *``.  Raises ``VMBusyError`` while it runs a script."""
        lib = binding.lib
        super().__init__(
            binding,
            "snapshot",
            lambda variable: binding.check(lib.pkhost_snapshot_take(variable, vm)),
        )
        self.size = int(lib.pkhost_snapshot_size(self._kept.thing))
