"""VMs in processes of their own, which the kernel confines."""

from __future__ import annotations

from ...errors import EngineError
from .binding import Binding
from .functions import Functions
from .vm import ExtensionVM

__all__ = ["IsolatedHome"]


class IsolatedHome:
    """VMs in processes of their own: see :class:`Home`."""

    def __init__(self, binding: Binding) -> None:
        """Raises ``EngineError`` if this build of the extension has no such VMs."""
        self._binding = binding
        try:
            self._functions = Functions(binding, "isolated", "isolated_snapshot")
        except AttributeError as error:
            raise EngineError(
                f"this build of pkhost cannot run scripts in processes of their own ({error}); "
                'isolation="thread" runs them in this process, for authors whom you trust'
            ) from None

    def new_vm(self, memory: int, policy: bytes, group: str | None = None) -> ExtensionVM:
        raise NotImplementedError

    def protections(self) -> dict[str, str]:
        raise NotImplementedError
