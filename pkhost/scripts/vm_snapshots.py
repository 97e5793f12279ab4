"""The methods of a VM that restore an earlier state: snapshots, transactions, reset."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Generic, TypeVar

from .._ownership import Stock
from .driver import stop
from .vm_base import VMBase

if TYPE_CHECKING:
    from typing_extensions import Self

    from ..engine.interface import EngineSnapshot

__all__ = ["Snapshot", "SnapshotMethods"]

_VM = TypeVar("_VM", bound="SnapshotMethods")


class Snapshot:
    """A copy of the state of a VM.  :meth:`VM.snapshot` makes it."""

    __slots__ = ("_taken",)

    def __init__(self, taken: EngineSnapshot) -> None:
        self._taken = taken

    @property
    def size(self) -> int:
        """The number of bytes that the snapshot takes up in the host's memory."""
        return self._taken.size

    def __repr__(self) -> str:
        return f"<Snapshot of {self.size} bytes>"


class SnapshotMethods(VMBase):
    """The part of a VM that remembers what it was and puts it back."""

    def _rebase(self) -> None:
        """Take the VM as it is now for what :meth:`reset` goes back to."""
        with self._claim() as engine_vm:
            engine_vm.rebase()
            self._exposed.clear()
        self._table.settle()

    def snapshot(self) -> Snapshot:
        """Copy the state of the VM.  That takes some tens of microseconds for a small VM.

        Raises ``VMBusyError`` while a script runs, ``VMClosedError`` after
        :meth:`close`, and ``EngineError`` if there is not enough memory.
        """
        with self._claim() as engine_vm:
            return Snapshot(engine_vm.snapshot())

    def restore(self, snapshot: Snapshot) -> None:
        """Put the VM back to the state of a snapshot.  You can repeat that.

        Raises ``ValueError`` for a snapshot of another VM, and the exceptions of
        :meth:`snapshot`: ``EngineError`` also if the process that makes all processes of
        scripts was killed since, with which snapshots are lost.
        """
        if not isinstance(snapshot, Snapshot):
            raise TypeError(f"snapshot: expected what snapshot() gave, not {snapshot!r}")
        with self._claim() as engine_vm:
            engine_vm.restore(snapshot._taken)

    def transaction(self) -> AbstractContextManager[Self]:
        """Undo everything that was done to the VM if the block raises.

        >>> import pkhost
        >>> vm = pkhost.VM()
        >>> _ = vm.run("items = [1, 2]")
        >>> try:
        ...     with vm.transaction():
        ...         _ = vm.run("items.append(3); 1 / 0").check()
        ... except pkhost.ScriptError:
        ...     pass
        >>> vm.get("items")
        [1, 2]
        """
        it = _Transaction(self)
        return Stock((self,)).lease(begin=it.begin, on_failure=it.undo)

    def _renew(self) -> None:
        """:meth:`reset`, for a user whom the last one must not reach."""
        with self._claim() as engine_vm:
            engine_vm.renew()

    def reset(self) -> None:
        """Put the VM back to its first state: the globals are gone.

        That takes some microseconds.  Exposed functions and modules remain.  The VM stays
        in its process: between people who do not trust each other use a :class:`VMPool`, or
        a VM for each.

        Raises ``VMBusyError`` while a script runs, ``VMClosedError`` after
        :meth:`close`.
        """
        with self._claim() as engine_vm:
            engine_vm.reset()


class _Transaction(Generic[_VM]):
    """What a transaction goes back to."""

    def __init__(self, vm: _VM) -> None:
        self._vm = vm
        self._before: Snapshot | None = None

    def begin(self, vm: _VM) -> _VM:
        self._before = vm.snapshot()
        return vm

    def undo(self) -> None:
        engine_vm = self._vm._engine_vm
        if engine_vm is not None and not self._vm._closed and self._before is not None:
            stop(engine_vm)
            self._vm.restore(self._before)
