"""A VM that keeps its globals between runs."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any

from .._ownership import Stock
from ..engine.job import Kind
from ..limits import Limits
from ..results import ScriptResult
from .driver import RunDriver, stop
from .host_functions import check_name, pack_call
from .options import checked
from .policy import Policy
from .run import ScriptRun
from .source import encode_source
from .values import pack
from .vm_async import AsyncMethods
from .vm_expose import ExposeMethods
from .vm_snapshots import SnapshotMethods

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ..engine.dialect import Dialect
    from ..engine.isolation import Isolation
    from .options import RunOptions

__all__ = ["VM"]


class VM(AsyncMethods, ExposeMethods, SnapshotMethods):
    """A PocketPy VM, in an isolated process of its own.  Between runs it keeps its globals.

    >>> import pkhost
    >>> with pkhost.VM() as vm:
    ...     _ = vm.run("total = sum(range(10))")
    ...     vm.eval("total * 2")
    90

    A VM runs one script at a time.  To run more, use as many VMs as you like,
    from as many threads; each takes a process, unless it is in a ``group`` or has
    ``isolation="thread"``.  Close a VM with ``with`` or :meth:`close`; the garbage
    collector closes a VM that is forgotten.
    """

    @property
    def limits(self) -> Limits:
        """The limits of runs that have no limits of their own."""
        return self._limits

    @property
    def policy(self) -> Policy:
        """What scripts in this VM may import."""
        return self._policy

    @property
    def dialect(self) -> Dialect:
        """The language of scripts: ``"python"`` or ``"pocketpy"``."""
        return self._dialect

    @property
    def isolation(self) -> Isolation:
        """Where scripts run: ``"process"`` or ``"thread"``."""
        return self._place.isolation

    @property
    def group(self) -> str | None:
        """The name of the group whose process the VM is in; ``None`` without one."""
        return self._place.group

    @property
    def closed(self) -> bool:
        """Whether :meth:`close` was called."""
        return self._closed

    @property
    def memory_in_use(self) -> int:
        """The number of bytes of the VM's memory that are in use.

        Raises ``VMClosedError`` after :meth:`close`.
        """
        return self._open().memory_in_use()

    # ------------------------------------------------------------------- scripts

    def run(
        self,
        source: str | bytes,
        filename: str = "main.py",
        limits: Limits | None = None,
        **options: Unpack[RunOptions],
    ) -> ScriptResult:
        """Run a script and return its result.

        ``source``, ``filename`` and ``options`` are the arguments of
        :func:`pkhost.run_script`, which explains each: ``inputs``, ``stdin``,
        ``on_stdout``, ``on_stderr``, ``files``, ``deterministic``, ``interactive``.
        ``limits`` are for this run only.  Fields that were not given have the VM's
        values.  ``memory`` cannot be more than the VM was made with.

        The GIL is free while the script runs.  Ctrl-C, or an
        exception in a function that is given here, stops the script and is raised.
        A script that fails is a result.  Raises ``VMBusyError`` if the VM runs a
        script, ``VMClosedError`` after :meth:`close`, and ``ValueError``,
        ``TypeError`` or ``OSError`` for invalid arguments.
        """
        given = checked(options, large_integers=self._has_large_integers)
        with self._claim() as engine_vm:
            data, refused = encode_source(source, filename, engine_vm)
            if refused is not None:
                return refused
            driver = RunDriver(engine_vm, self._table, given)
            job = self._job(data, filename, limits, given)
            return driver.drive(engine_vm.run(job))  # type: ignore[return-value]

    def start(
        self,
        source: str | bytes,
        filename: str = "main.py",
        limits: Limits | None = None,
        *,
        paused: bool = False,
        **options: Unpack[RunOptions],
    ) -> ScriptRun:
        """Begin a script and return a handle to it at once.

        Takes the arguments of :meth:`run`, and raises the same exceptions.  With
        ``paused=True`` the script does not begin until :meth:`ScriptRun.step` or
        :meth:`ScriptRun.resume` is called.
        """
        given = checked(options, also=("paused",), large_integers=self._has_large_integers)
        run = None
        try:
            with self._claim() as engine_vm:
                data, refused = encode_source(source, filename, engine_vm)
                if refused is not None:
                    return ScriptRun._ended(refused)
                driver = RunDriver(engine_vm, self._table, given)
                job = self._job(data, filename, limits, given)
                run = ScriptRun(engine_vm, driver)
                engine_vm.start(job._replace(pausable=True, begin_paused=paused))
                self._last = run
        except BaseException:
            # Ctrl-C just after the block: nobody will have the handle.
            if run is not None:
                stop(engine_vm)
            raise
        return run

    def interrupt(self) -> bool:
        """Ask the script that is running to stop, and return at once.

        You can call this from any thread at any time.  Returns whether there was
        a script to stop.  If there was none, later scripts are not affected.
        """
        engine_vm = self._engine_vm
        return engine_vm is not None and engine_vm.interrupt()

    # -------------------------------------------------------------------- values

    def _ask(self, kind: Kind, source: str, payload: bytes, limits: Limits | None) -> ScriptResult:
        with self._claim() as engine_vm:
            data, refused = encode_source(source, "<host>", engine_vm)
            if refused is not None:
                return refused
            return self._do(engine_vm, self._request(kind, data, payload, limits))

    def eval(self, expression: str, limits: Limits | None = None) -> Any:
        """Evaluate an expression in the VM's globals and return its value.

        The value can be ``None``, a ``bool``, an ``int`` of 64 bits, a ``float``,
        ``str``, ``bytes``, ``list``, ``tuple``, ``dict``, ``set`` or ``...``,
        nested up to 64 levels.  It is copied.  ``limits`` are for this evaluation
        only.  Raises ``ScriptError`` for an exception in the script,
        ``LimitExceeded`` for a limit, and ``Interrupted``; each has the whole
        result, with status and usage.  A value that cannot leave the VM is an
        exception in the script, which names the place inside the value.
        """
        return self._ask(Kind.EVALUATE, expression, b"", limits).check().value

    def call(self, name: str, /, *arguments: object, **named: object) -> Any:
        """Call a function of the script and return its value.

        ``name`` can have dots: ``vm.call("robot.turn", 90)``.  Raises the exceptions of
        :meth:`eval`, and ``TypeError`` or ``ValueError`` for an argument that
        cannot enter the VM.  Use :meth:`call_result` for other limits or for the
        whole result.
        """
        return self.call_result(name, arguments, named).check().value

    def call_result(
        self,
        name: str,
        arguments: tuple[object, ...] | list[object] = (),
        named: Mapping[str, object] | None = None,
        limits: Limits | None = None,
    ) -> ScriptResult:
        """Call a function of the script and return the whole result."""
        return self._ask(
            Kind.CALL, name, pack_call(name, arguments, named, self._has_large_integers), limits
        )

    def set(self, name: str, value: object) -> None:
        """Set a global variable.

        Raises ``ValueError`` or ``TypeError`` for a value that cannot enter a VM,
        naming the place inside it, and ``LimitExceeded`` if the value does not
        fit into the VM's memory.
        """
        check_name(name)
        packed = pack(value, large_integers=self._has_large_integers)
        self._ask(Kind.SET, name, packed, None).check()

    def get(self, name: str) -> Any:
        """Return the value of a global variable; ``name`` can have dots.

        Raises the exceptions of :meth:`eval`.
        """
        if not isinstance(name, str) or not all(map(str.isidentifier, name.split("."))):
            raise ValueError(f"{name!r} is not the name of a value")
        return self._ask(Kind.GET, name, b"", None).check().value

    # ----------------------------------------------------------------------- end

    def close(self) -> None:
        """Stop the script that runs, if there is one, and free the VM's memory.

        Does nothing if the VM is closed already.
        """
        self._table.refuse_inside("it cannot be closed by a function that its script waits for")
        # Again, where Ctrl-C has ended another close() in the middle.
        self._closed = True
        engine_vm = self._engine_vm
        if engine_vm is not None:
            engine_vm.refuse_runs()
            self._table.cancel()
            stop(engine_vm)
            # A thread that still waits in run() or result() holds the VM until then.
            if self._last is not None:
                self._last._settle()
            self._last = self._engine_vm = None
            self._turn = Stock(())

    def __enter__(self) -> VM:
        self._open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __reduce__(self) -> str:
        raise TypeError("a VM cannot be pickled or copied; make a new one, and give it the source")

    def __repr__(self) -> str:
        engine_vm = self._engine_vm
        if engine_vm is None or self._closed:
            return "<VM closed>"
        state = "running" if engine_vm.running() else "idle"
        return f"<VM {state}, {engine_vm.memory_in_use()} of {self._limits.memory} bytes in use>"
