"""Functions and modules of the host that a script can use."""

from __future__ import annotations

import inspect
import keyword
import os
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

import msgpack

from ..engine import constants
from ..errors import VMBusyError
from .policy import POCKETPY_MODULES
from .values import pack, unpack

__all__ = [
    "Bridge",
    "HostTable",
    "Importer",
    "ScriptStopped",
    "check_name",
    "name_of",
    "pack_call",
    "pack_inputs",
]

Importer = Callable[[str], "str | bytes | None"]
"""Called with a module's dotted name; answers with its source, or ``None``."""

_PLAIN = frozenset({bool, int, float, str, bytes, list, tuple, dict, set})
_KEPT_ERRORS = 16


def check_name(name: object, what: str = "name") -> str:
    """``name`` if it can be a name in a script; ``ValueError`` if not."""
    if not isinstance(name, str) or not name.isidentifier() or keyword.iskeyword(name):
        raise ValueError(f"{what}: {name!r} cannot be a name in a script")
    return name


def name_of(function: object) -> str:
    """The name under which a function is exposed that was given none.

    ``TypeError`` for what is no function, ``ValueError`` for one without a name.
    """
    if not callable(function):
        raise TypeError(
            f"expose: expected a function, not {function!r}; values and objects' methods can be "
            "given to scripts by expose_module()"
        )
    name = getattr(function, "__name__", None)
    if not isinstance(name, str) or name == "<lambda>":
        raise ValueError(f"expose: {function!r} has no name of its own; give one with name=")
    return name


def pack_inputs(inputs: Mapping[str, object], large_integers: bool = False) -> bytes:
    """Globals to set before a run, packed; ``TypeError`` or ``ValueError`` for what is none.

    ``large_integers``: the VM has integers beyond 64 bits.
    """
    if not isinstance(inputs, Mapping):
        raise TypeError(
            f"inputs: expected a mapping of names to values, not {type(inputs).__name__}"
        )
    for name in inputs:
        check_name(name, "inputs")
    return pack(dict(inputs), wrapped=1, root="inputs", large_integers=large_integers)


def pack_call(
    name: str,
    arguments: tuple[object, ...] | list[object],
    named: Mapping[str, object] | None,
    large_integers: bool = False,
) -> bytes:
    """The arguments of a call, packed; ``ValueError`` if ``name`` is no (dotted) name.

    ``large_integers``: the VM has integers beyond 64 bits.
    """
    if not isinstance(name, str) or not all(map(str.isidentifier, name.split("."))):
        raise ValueError(f"name: {name!r} is not the name of something to call")
    both = [list(arguments), dict({} if named is None else named)]
    return pack(both, wrapped=2, large_integers=large_integers)


def _said(error: object) -> str:
    """What an exception, or its name, says, as text that can enter a VM."""
    try:
        text = str(error)
    except Exception as failure:
        text = f"(its text cannot be had: {type(failure).__name__})"
    return text.encode("utf-8", "replace").replace(b"\0", b"?").decode()


class ScriptStopped(BaseException):
    """The script that waits for a function of the host's is to stop."""


class Bridge(Protocol):
    """Waits for coroutines on behalf of a script, in one run (see asyncio_driver.py)."""

    def wait_for(self, awaitable: Awaitable[Any]) -> Any:
        """What it gives or raises; ``ScriptStopped`` if the script is to stop."""

    def cancel(self) -> None:
        """Let the script wait for nothing any more.  From any thread."""


class HostTable:
    """What one VM's scripts may ask of the host: see :class:`pkhost.engine.interface.Answers`."""

    def __init__(self, large_integers: bool = False) -> None:
        self._large_integers = large_integers  # whether the VM has any beyond 64 bits
        # How replies begin.
        self._value = bytes((constants.REPLY_VALUE,))
        self._exception = bytes((constants.REPLY_EXCEPTION,))
        self.functions: list[Callable[..., Any]] = []
        self.direct: list[Callable[..., Any] | None] = []
        self.is_asked_here: Callable[[], bool] = bool  # it is not
        self.modules: dict[str, str | bytes] = {}
        self.importer: Importer | None = None
        self._settled = (0, 0)
        # For the run that is under way.
        self.bridge: Bridge | None = None
        self.stopped_by: BaseException | None = None
        self._errors: dict[int, Exception] = {}
        self._last_error = 0

    @property
    def has_importer(self) -> bool:
        """Whether there are modules to be had."""
        return bool(self.modules) or self.importer is not None

    def add(self, function: Callable[..., Any], direct: Callable[..., Any] | None = None) -> int:
        """Add a function of the engine's arguments; its number.

        ``direct`` may be called in its place if no argument is ``...``.
        """
        number = len(self.functions)
        # One of the two only, where Ctrl-C came in between.
        del self.direct[number:]
        self.direct.append(direct)
        self.functions.append(function)
        return number

    def add_modules(self, modules: Mapping[str, str | bytes]) -> None:
        """Add modules by their dotted names; ``ValueError`` for what is no name."""
        if not isinstance(modules, Mapping):
            raise TypeError(
                "modules: expected a mapping of module names to sources, not "
                f"{type(modules).__name__}; PocketPy's own modules are the policy's matter"
            )
        for name, source in modules.items():
            if not isinstance(name, str) or not all(map(str.isidentifier, name.split("."))):
                raise ValueError(f"modules: {name!r} is not the name of a module")
            if name.partition(".")[0] in POCKETPY_MODULES:
                raise ValueError(
                    f"modules: PocketPy has a {name!r} of its own; choose another name"
                )
            if isinstance(source, os.PathLike):
                raise TypeError(
                    f"modules: the source of {name!r} is a path; write path.read_bytes()"
                )
            if not isinstance(source, (str, bytes)):
                raise TypeError(f"modules: the source of {name!r} is not str or bytes: {source!r}")
            self.modules[name] = source

    def settle(self) -> None:
        """Take what there is now for all that there should be."""
        self._settled = len(self.functions), len(self.modules)

    @property
    def changed(self) -> bool:
        """Whether anything was added since :meth:`settle`."""
        return self._settled != (len(self.functions), len(self.modules))

    def begin(self) -> None:
        """A run begins."""
        self.stopped_by = None

    def error(self, number: int) -> Exception | None:
        """The exception that a function of the host's raised, by its number."""
        return self._errors.get(number)

    def cancel(self) -> None:
        """Cancel the coroutine that a script waits for, if any.  From any thread."""
        bridge = self.bridge
        if bridge is not None:
            bridge.cancel()

    def refuse_inside(self, why: str) -> None:
        """Raise ``VMBusyError`` on the thread that runs a function for a script of this VM."""
        if self.is_asked_here():
            raise VMBusyError(f"this VM is running a script: {why}")

    def answer(self, function: int, data: bytes) -> bytes | None:
        """Do what a script asks for; the reply, or ``None`` to stop the script."""
        try:
            if function == constants.IMPORT:
                return self._import(data.decode("utf-8", "replace"))
            value = self.functions[function](*unpack(data))
        except BaseException as error:
            if function == constants.IMPORT:
                self.stopped_by = error
                return None
            return self.raised(error)
        return self.gave(value)

    def gave(self, value: Any) -> bytes | None:
        """The reply for what a function gave; ``None`` to stop the script."""
        try:
            if type(value) not in _PLAIN and inspect.isawaitable(value):
                value = self._await(value)
            return self._value + pack(value, large_integers=self._large_integers)
        except BaseException as error:
            return self.raised(error)

    def raised(self, error: BaseException) -> bytes | None:
        """The reply for what a function raised; ``None`` to stop the script."""
        if isinstance(error, ScriptStopped):
            return None
        if not isinstance(error, Exception):
            self.stopped_by = error
            return None
        self._last_error += 1
        self._errors[self._last_error] = error
        self._errors.pop(self._last_error - _KEPT_ERRORS, None)
        name, text = _said(type(error).__name__), _said(error)
        reply: bytes = msgpack.packb([name, text, self._last_error])
        return self._exception + reply

    def _await(self, value: Any) -> Any:
        bridge = self.bridge
        if bridge is None:
            if inspect.iscoroutine(value):
                value.close()
            raise RuntimeError("an async function of the host's needs run_async()")
        return bridge.wait_for(value)

    def _import(self, path: str) -> bytes:
        """Source for one of the places where PocketPy looks for a module; 1 if not there.

        ``path`` is ``"!"`` and a module's name where the library has one of this name: it asks
        whether ``modules`` has another, which comes first.
        """
        if path.startswith("!"):
            name = path[1:]
            is_there = name in self.modules or self._is_package(name)
            return self._value if is_there else self._exception
        is_package = path.endswith("/__init__.py")
        name = path[: -len("/__init__.py" if is_package else ".py")].replace("/", ".")
        if not all(map(str.isidentifier, name.split("."))):
            return self._exception  # what __import__() was given
        source = self.modules.get(name)
        has_parts = self._is_package(name)
        if source is not None and is_package != has_parts:
            return self._exception
        if is_package and has_parts and source is None:
            source = ""  # as Python has it: a folder of modules needs no file of its own
        if source is None and self.importer is not None and not is_package:
            source = self.importer(name)
        if source is None:
            return self._exception
        if not isinstance(source, (str, bytes)):
            if inspect.iscoroutine(source):
                source.close()
            raise TypeError(f"the importer gave {type(source).__name__} as source of {name!r}")
        data = source.encode("utf-8", "replace") if isinstance(source, str) else source
        if b"\0" in data:
            raise ValueError(f"the source of module {name!r} holds a NUL character")
        return self._value + data

    def _is_package(self, name: str) -> bool:
        return any(other.startswith(f"{name}.") for other in self.modules)
