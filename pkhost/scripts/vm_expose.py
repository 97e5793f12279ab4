"""The methods of a VM that give its scripts functions and modules of the host."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, overload

from .._keywords import NOT_GIVEN
from .host_functions import check_name, name_of
from .host_signatures import signature_of
from .values import pack
from .vm_base import VMBase

__all__ = ["ExposeMethods"]

_F = TypeVar("_F", bound=Callable[..., Any])


class ExposeMethods(VMBase):
    """The part of a VM that gives its scripts functions and modules of the host's."""

    @overload
    def expose(self, function: _F, name: str | None = None) -> _F: ...

    @overload
    def expose(self, *, name: str | None = None) -> Callable[[_F], _F]: ...

    def expose(self, function: Any = NOT_GIVEN, name: str | None = None) -> Any:
        """Let scripts call a function of the host as a builtin.

        ``name`` defaults to the function's own name.  This is also a decorator, with
        or without a name:

        >>> import pkhost
        >>> vm = pkhost.VM()
        >>> @vm.expose
        ... def add(a, b=1):
        ...     return a + b
        >>> vm.eval("add(1) + add(a=2, b=3)")
        7

        The script uses the names, positions and defaults of the function's parameters.
        Wrong arguments raise ``TypeError`` in the script.  Arguments and the return
        value cross as values (see :meth:`eval`).  An exception in the function arrives
        in the script as an exception of the same name if the script has it, otherwise
        as ``RuntimeError``.  If the script does not catch it, ``host_exception`` of the
        result is the original exception.  An exception that is not derived from
        ``Exception``, such as ``KeyboardInterrupt``, stops the script, and the run
        raises it.

        The function is called on the thread that waits in :meth:`run`, or on a thread of
        pkhost's own: always with ``isolation="thread"``, and otherwise for runs of
        :meth:`start` and :meth:`run_async`.  It may interrupt this VM and use other VMs.
        Running this VM again inside the function raises ``VMBusyError``.  An ``async``
        function needs :meth:`run_async`.

        Exposed functions remain after :meth:`reset`.  Returns the function.  Raises
        ``ValueError`` for a name or signature that is not possible in the dialect.
        """
        if function is NOT_GIVEN:
            return lambda given: self.expose(given, name)
        self._expose(None, {name_of(function) if name is None else name: function})
        return function

    def expose_module(self, name: str, contents: Mapping[str, object]) -> None:
        """Let scripts use functions and constants of the host as a module.

        >>> import pkhost
        >>> vm = pkhost.VM()
        >>> vm.expose_module("robot", {"turn": lambda degrees: degrees % 360, "SPEED": 5})
        >>> vm.eval("robot.turn(370) * robot.SPEED")
        50

        Scripts can use the module with or without an import.  ``contents`` is the
        complete list of what scripts see; pkhost finds nothing by reflection.
        Everything that can be called becomes a function (see :meth:`expose`).
        Everything else is copied as a value (see :meth:`set`); a script that changes
        it changes the copy in its own VM.

        Raises ``ValueError`` for a name or signature that is not possible in the
        dialect, and ``TypeError`` or ``ValueError`` for a value that cannot enter a VM.
        """
        if not isinstance(contents, Mapping):
            raise TypeError(
                "expose_module: expected a mapping of names to functions and values, not "
                f"{type(contents).__name__}"
            )
        self._expose(check_name(name), contents)

    def _expose(self, module: str | None, functions: Mapping[str, Any]) -> None:
        with self._claim() as engine_vm:
            records = []
            for name, function in functions.items():
                if not callable(function) and module is not None:
                    check_name(name)
                    # On its own first: an error of the record would name the place in that.
                    pack(function, root=f"{module}.{name}")
                    record = [module, name, None, function, None]
                else:
                    signature, call, direct = signature_of(
                        function, check_name(name), self._dialect
                    )
                    number = self._table.add(call, direct)
                    doc = getattr(function, "__doc__", None)
                    record = [module, name, signature, number, doc or None]
                records.append(pack(record, wrapped=2))
            engine_vm.attach(self._table)
            self._tell(engine_vm, records)
            # The VM when new gets them when it is next made so.
            self._exposed.extend(records)
