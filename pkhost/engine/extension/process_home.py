"""VMs in processes of their own, which the kernel confines."""

from __future__ import annotations

import atexit
import os
from pathlib import Path
from typing import Any

from ...errors import EngineError
from ..dialect import Dialect
from ..isolation import SCRIPT_PROTECTIONS
from .binding import Binding, same
from .functions import Functions
from .vm import ExtensionVM

__all__ = ["ProcessHome"]

_WORKER = Path(__file__).resolve().parents[2] / "_worker"

_TEXT_MOST = 4096


class ProcessHome:
    """VMs in processes of their own: see :class:`Home`."""

    def __init__(self, binding: Binding) -> None:
        """Raises ``EngineError`` if this build of the extension has no such VMs."""
        self._binding = binding
        try:
            self._functions = Functions(binding, "isolated", "isolated_snapshot")
        except AttributeError as error:
            raise EngineError(
                f"scripts cannot be isolated here: this build of pkhost has no such processes "
                f'({error}); for scripts whose authors you trust there is isolation="thread"'
            ) from None
        # The number of the zygote that was asked last, and what it said.
        self._known: tuple[int, dict[str, str]] = 0, {}
        lib = binding.lib
        lib.pkhost_isolation_use(os.fsencode(_WORKER))
        # Before the engine's own threads end, which it registers first.
        atexit.unregister(lib.pkhost_isolation_shutdown)
        atexit.register(lib.pkhost_isolation_shutdown)

    def new_vm(
        self,
        memory: int,
        policy: bytes,
        group: str | None = None,
        dialect: Dialect | None = None,
    ) -> ExtensionVM:
        ffi, lib = self._binding.ffi, self._binding.lib
        language = self._binding.dialect(dialect)
        name = ffi.NULL if group is None else ffi.new("char[]", group.encode())

        def make(variable: Any, message: Any) -> None:
            lib.pkhost_isolated_new(
                variable, memory, language, policy, len(policy), name, message, len(message)
            )

        try:
            return ExtensionVM(self._binding, self._functions, memory, make, self.protections)
        except EngineError:
            self.protections()  # which says so, and more, if there can be no VM at all
            raise

    def protections(self) -> dict[str, str]:
        ffi, lib = self._binding.ffi, self._binding.lib
        zygote, known = self._known
        if zygote and zygote == lib.pkhost_isolation_zygote():
            return known
        text, message = ffi.new("char[]", _TEXT_MOST), ffi.new("char[]", _TEXT_MOST)
        size = lib.pkhost_isolation_protections(text, len(text), message, len(message))
        if size == 0:
            # It names the other home itself, where that is of help.
            reason = ffi.string(message).decode("utf-8", "replace")
            raise EngineError(f"scripts cannot be isolated here: {reason}")
        known = _protections(ffi.unpack(text, size))
        self._known = int(lib.pkhost_isolation_zygote()), known
        return known

    def worker_count(self) -> int:
        return int(self._binding.lib.pkhost_isolated_worker_count())


def _protections(text: bytes) -> dict[str, str]:
    """Of pairs of a name and a state, each ended by NUL."""
    words = text.decode("utf-8", "replace").split("\0")
    found = dict(zip(words[0:-1:2], words[1::2], strict=False))
    same("worker_protection", found, SCRIPT_PROTECTIONS)
    return {name: found[name] for name in SCRIPT_PROTECTIONS}
