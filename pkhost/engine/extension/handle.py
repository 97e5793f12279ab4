"""Things of the engine's that Python owns: VMs, snapshots, wakeups."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from ..._ownership import Keeper
from .binding import Binding

__all__ = ["Closed", "Handle", "owned"]


def owned(binding: Binding, kind: str) -> Any:
    """A variable for what C makes, a ``pkhost_<kind> *``, which is freed with the variable.

    The variable is there before there is anything that could be lost: a signal handler
    may raise an exception as soon as the function that makes it has returned.
    """
    free = getattr(binding.lib, f"pkhost_{kind}_free")
    return binding.ffi.gc(binding.ffi.new(f"pkhost_{kind} **"), free)


class Closed:
    """Stands in place of what a handle had, once it is closed."""

    __slots__ = ("_error", "_message")

    def __init__(self, error: type[Exception], message: str) -> None:
        self._error, self._message = error, message

    @property
    def thing(self) -> NoReturn:
        raise self._error(self._message)


class Handle:
    """Owns one thing of the engine's, which is freed once.

    It is freed by :meth:`close`, or else when nobody refers to the handle any more, and
    in either case not before the calls that use it have returned: what they are given,
    ``self._kept.thing``, is a pointer that keeps the thing alive, and they hold it.  So one
    thread can close what another one is using.

    There is no ``__del__``, which Ctrl-C, the end of the interpreter and the garbage
    collector would each get in the way of.  The freeing is done by C objects as they go,
    without a step of Python's.  The collector does not see them (see ``Keeper``): of a VM
    and a coroutine that nobody has any more it might free the VM first, and the coroutine
    stops its script after that.
    """

    # Python lets go of them in the order of their names.
    __slots__ = ("__weakref__", "_kept", "_used")

    _closed: Closed
    """What stands in place of the thing, once it is closed."""

    _kept: Keeper[Any] | Closed

    _used: object
    """What the thing refers to without keeping it alive; so it goes after the thing."""

    def __init__(self, binding: Binding, kind: str, make: Callable[[Any], object]) -> None:
        """Let ``make`` put a new ``pkhost_<kind> *`` into the variable that it is given.

        What ``make`` raises is raised, and then there is nothing to close.
        """
        variable = owned(binding, kind)
        make(variable)
        # The variable goes with the pointer.  A destructor of C's, since one in Python
        # could be interrupted; this one does nothing but refer to the variable.
        self._kept = Keeper(binding.ffi.gc(variable[0], (variable,).count))

    def close(self) -> None:
        """Free it.  Harmless when closed already."""
        self._kept = self._closed
