"""VMs in this process."""

from __future__ import annotations

from typing import Any

from ..dialect import Dialect
from ..isolation import SCRIPT_PROTECTIONS
from .binding import Binding
from .functions import Functions
from .vm import ExtensionVM

__all__ = ["ThreadHome"]


_NONE = dict.fromkeys(SCRIPT_PROTECTIONS, 'not used: isolation="thread"')


class ThreadHome:
    """VMs in this process: see :class:`Home`."""

    def __init__(self, binding: Binding) -> None:
        self._binding = binding
        self._functions = Functions(binding, "vm", "snapshot")

    def new_vm(
        self,
        memory: int,
        policy: bytes,
        group: str | None = None,
        dialect: Dialect | None = None,
    ) -> ExtensionVM:
        if group is not None:
            raise ValueError(f"group: {group!r} is for VMs in other processes")
        binding = self._binding
        language = binding.dialect(dialect)

        def make(variable: Any, message: Any) -> None:
            binding.lib.pkhost_vm_new(
                variable, memory, language, policy, len(policy), message, len(message)
            )

        return ExtensionVM(binding, self._functions, memory, make, self.protections)

    def protections(self) -> dict[str, str]:
        return _NONE

    def worker_count(self) -> int:
        return int(self._binding.lib.pkhost_worker_count())
