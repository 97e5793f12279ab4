"""The engine in the extension module, for both homes of its VMs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import asking
from .binding import load

if TYPE_CHECKING:
    from ..interface import Home
    from ..isolation import Isolation
    from .wakeup import ExtensionWakeup

__all__ = ["ExtensionEngine"]


class ExtensionEngine:
    """What runs scripts: see :class:`Engine`, which says what its methods do."""

    def __init__(self) -> None:
        """Raises ``EngineError`` if the extension module cannot be loaded."""
        self._binding = load()
        asking.connect(self._binding)

    def home(self, isolation: Isolation) -> Home:
        if isolation == "thread":
            from .thread_home import ThreadHome

            return ThreadHome(self._binding)
        from .process_home import ProcessHome

        return ProcessHome(self._binding)

    def new_wakeup(self) -> ExtensionWakeup:
        from .wakeup import ExtensionWakeup  # for an event loop only

        return ExtensionWakeup(self._binding)

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
