"""A VM as it was before: snapshots, and transactions, which are undone as one."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from .._native import NativeSnapshot
from .._ownership import Stock
from .run import stop

if TYPE_CHECKING:
    from .vm import VM

__all__ = ["Snapshot", "transaction"]


class Snapshot:
    """A VM as it was at one time.  Made by :meth:`VM.snapshot`."""

    __slots__ = ("_native",)

    def __init__(self, native: NativeSnapshot) -> None:
        self._native = native

    @property
    def size(self) -> int:
        """Bytes of the host's memory that it takes up."""
        return self._native.size

    def __repr__(self) -> str:
        return f"<Snapshot of {self.size} bytes>"


def transaction(vm: VM) -> AbstractContextManager[VM]:
    """What :meth:`VM.transaction` returns."""
    it = _Transaction(vm)
    return Stock((vm,)).lease(begin=it.begin, on_failure=it.undo)


class _Transaction:
    """What a transaction goes back to."""

    def __init__(self, vm: VM) -> None:
        self._vm = vm
        self._before: Snapshot | None = None

    def begin(self, vm: VM) -> VM:
        self._before = vm.snapshot()
        return vm

    def undo(self) -> None:
        native = self._vm._native
        if native is not None and not self._vm.closed and self._before is not None:
            stop(native)
            self._vm.restore(self._before)
