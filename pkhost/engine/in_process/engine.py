"""The engine whose VMs are in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import asking
from .binding import load
from .vm import InProcessVM

if TYPE_CHECKING:
    from .wakeup import InProcessWakeup

__all__ = ["InProcessEngine"]


class InProcessEngine:
    """A home of VMs: see :class:`Engine`, which says what its methods do."""

    def __init__(self) -> None:
        """Raises ``EngineError`` if the extension module cannot be loaded."""
        self._binding = load()
        asking.connect(self._binding)

    def new_vm(self, memory: int, policy: bytes) -> InProcessVM:
        return InProcessVM(self._binding, memory, policy)

    def new_wakeup(self) -> InProcessWakeup:
        from .wakeup import InProcessWakeup  # for an event loop only

        return InProcessWakeup(self._binding)

    def constant(self, name: str) -> int:
        return int(getattr(self._binding.lib, f"PKHOST_{name}"))

    def is_plain(self, packed: bytes, levels: int) -> bool:
        binding = self._binding
        data = binding.ffi.from_buffer(packed)
        return bool(binding.lib.pkhost_packed_is_plain(data, len(packed), levels))

    def memory_bounds(self) -> tuple[int, int]:
        lib = self._binding.lib
        return int(lib.pkhost_least_memory()), int(lib.pkhost_most_memory())

    def pocketpy_version(self) -> str:
        binding = self._binding
        return str(binding.ffi.string(binding.lib.pkhost_pocketpy_version()).decode())

    def worker_count(self) -> int:
        return int(self._binding.lib.pkhost_worker_count())
