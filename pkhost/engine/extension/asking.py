"""What scripts ask the host: from the engine's threads to the VM that runs the script."""

from __future__ import annotations

import itertools
import sys
import threading
import weakref
from typing import Any, Protocol

from .binding import Binding

__all__ = ["connect", "enrol"]


class _Asked(Protocol):
    def answer(self, function: int, data: bytes) -> bytes | None: ...

    def reply(self, answer: bytes) -> bool: ...


_tokens = itertools.count(1)
_asked: weakref.WeakValueDictionary[int, _Asked] = weakref.WeakValueDictionary()


def enrol(vm: _Asked) -> int:
    """A token by which the engine's questions find this VM, as long as it lives."""
    token = next(_tokens)
    _asked[token] = vm
    return token


def connect(binding: Binding) -> None:
    """Implement pkhost_host()."""
    ffi, lib = binding.ffi, binding.lib
    stop, too_large = lib.PKHOST_REPLY_STOP, lib.PKHOST_REPLY_TOO_LARGE

    def answer(token: int, function: int, data: Any, size: int, reply: Any, room: int) -> int:
        vm = _asked.get(token)
        if vm is None:
            return int(stop)
        _be_traced()
        said = vm.answer(function, ffi.unpack(data, size))
        if said is None:
            return int(stop)
        if len(said) > room:
            return int(too_large if vm.reply(said) else stop)
        ffi.memmove(reply, said, len(said))
        return len(said)

    ffi.def_extern(name="pkhost_host", error=stop)(answer)


def _be_traced() -> None:
    """Let coverage, profilers and debuggers see the host's functions on this thread.

    They ask :mod:`threading` to be installed on every thread that it starts,
    and the engine's threads are not started by it.  A thread's first call
    comes by here (see direct calls in pkhost.h), and what is installed stays.
    """
    trace, profile = threading.gettrace(), threading.getprofile()
    if trace is not None and sys.gettrace() is None:
        sys.settrace(trace)
    if profile is not None and sys.getprofile() is None:
        sys.setprofile(profile)
