"""Tells an event loop which of many runs need attention."""

from __future__ import annotations

import os
from typing import Any

from ...errors import EngineError, MisuseError
from .binding import Binding
from .handle import Closed, Handle

__all__ = ["ExtensionWakeup"]

_TAGS_AT_A_TIME = 64


class ExtensionWakeup(Handle):
    """A descriptor that tells which of many runs want attention: see :class:`EngineWakeup`."""

    __slots__ = ("_binding", "_tags", "descriptor")

    _closed = Closed(MisuseError, "this wakeup is closed; make a new one")

    def __init__(self, binding: Binding) -> None:
        """Raises ``EngineError`` if there is no descriptor or memory left."""
        ffi, lib = binding.ffi, binding.lib

        def make(variable: Any) -> None:
            lib.pkhost_wakeup_new(variable)
            if variable[0] == ffi.NULL:
                raise EngineError(
                    f"no descriptor for waiting: {os.strerror(ffi.errno)}; close files, or raise "
                    "the limit on them (ulimit -n)"
                )

        super().__init__(binding, "wakeup", make)
        self._binding = binding
        self._tags = ffi.new("int64_t[]", _TAGS_AT_A_TIME)
        self.descriptor = int(lib.pkhost_wakeup_descriptor(self._kept.thing))

    def take(self) -> list[int]:
        """The tags of some runs that want attention: see :class:`EngineWakeup`."""
        kept = self._kept
        if isinstance(kept, Closed):  # and Ctrl-C has kept the loop from forgetting it
            return []
        binding = self._binding
        count = binding.lib.pkhost_wakeup_take(kept.thing, self._tags, _TAGS_AT_A_TIME)
        return binding.ffi.unpack(self._tags, count) if count else []
