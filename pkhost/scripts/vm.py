"""A VM that keeps its globals between runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING, Any

from .._engine_types import Job, Kind
from .._native import NativeVM
from .._ownership import Stock
from ..errors import VMBusyError, VMClosedError
from ..limits import Limits
from ..results import ScriptResult
from .after_fork import renew_in_child
from .determinism import Determinism, extras
from .host_functions import HostTable, Importer, check_name, pack_call, pack_inputs
from .policy import Policy
from .run import Attendant, OnOutput, ScriptRun, function_or_none, instance, stop
from .source import encode_source
from .stdin import Stdin, is_nothing, open_stdin
from .values import pack
from .vm_async import AsyncRuns
from .vm_expose import Exposing
from .vm_snapshots import Snapshot, transaction

if TYPE_CHECKING:
    from .._files import Content
    from .._ownership import Lease, Why

__all__ = ["VM"]


class VM(AsyncRuns, Exposing):
    """A PocketPy VM.  Between runs it keeps its globals.

    >>> import pkhost
    >>> with pkhost.VM() as vm:
    ...     _ = vm.run("total = sum(range(10))")
    ...     vm.eval("total * 2")
    90

    One script runs in it at a time; use as many VMs as you like for more,
    from as many threads.  Close it with ``with`` or :meth:`close`; one that is
    forgotten is closed by the garbage collector.
    """

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        policy: Policy | None = None,
        modules: Mapping[str, str | bytes] | None = None,
        importer: Importer | None = None,
        count_host_time: bool = True,
    ) -> None:
        """Make a VM; that takes about a millisecond.

        ``limits`` (default ``Limits()``) hold for every run, as far as it brings
        none of its own.  Their ``memory`` is the size of the VM's region, for good:
        between 2 MiB and 3.75 GiB, of which it takes up what is used.
        ``policy`` (default ``Policy()``, closed) says what of PocketPy's own
        modules may be imported.

        ``modules`` are more modules, by dotted name; a name that others begin
        with is a package.  ``importer`` is called with the name of a module
        that is not there otherwise, and answers with its source, or ``None``;
        what it raises stops the script and is raised by the run.

        ``count_host_time`` says whether the wall clock goes on while a
        function of the host's runs; CPU time never does.

        Raises ``ValueError`` if ``limits.memory`` is not from 2 MiB to 3.75 GiB,
        ``EngineError`` if a VM cannot be made for another reason.
        """
        self._limits = instance("limits", limits, Limits, Limits())
        self._merged = self._limits, self._limits
        self._policy = instance("policy", policy, Policy, Policy())
        native = NativeVM(self._limits.memory, self._policy._words())
        self._native: NativeVM | None = native
        self._closed = False
        self._table = HostTable()
        self._table.add_modules(modules or {})
        self._table.importer = function_or_none("importer", importer)
        self._spare_host_time = not count_host_time
        if self._table.has_importer:
            native.attach(self._table)
        # Had while a run is prepared, and for the whole of a run().
        self._turn = Stock((native,))
        renew_in_child(self)
        self._last: ScriptRun | None = None
        self._pristine = False  # for a pool: nobody has used it since its setup
        self._exposed = []
        self._exposed_at = native.restores()

    @property
    def limits(self) -> Limits:
        """The limits of runs that bring none of their own."""
        return self._limits

    @property
    def policy(self) -> Policy:
        """What scripts in this VM may import."""
        return self._policy

    @property
    def closed(self) -> bool:
        """Whether :meth:`close` was called."""
        return self._closed

    @property
    def memory_in_use(self) -> int:
        """Bytes of the VM's memory in use.  Raises ``VMClosedError`` after :meth:`close`."""
        return self._open().memory_in_use()

    def _renew_locks(self) -> None:
        self._turn.forked()

    def _open(self) -> NativeVM:
        native = self._native
        if native is None or self._closed:
            raise VMClosedError("this VM is closed; make a new one")
        return native

    def _claim(
        self,
        on_failure: Callable[[], object] | None = None,
        gone: Callable[[], bool] | None = None,
    ) -> Lease[NativeVM]:
        """The VM, for one who uses it: ``with self._claim() as native``.

        What is raised in the block stops the script, or does ``on_failure()``.
        Whoever is ``gone()`` does not have it any more.
        """
        self._open()
        return self._turn.lease(
            timeout=0,
            unavailable=self._refuse,
            begin=self._settle,
            on_failure=on_failure or self._stop,
            gone=gone,
        )

    def _refuse(self, _why: Why) -> None:
        self._table.refuse_inside("it cannot be used by a function that its script waits for")
        raise VMBusyError(
            "this VM is running a script in another thread; wait for it or use another VM"
        )

    def _settle(self, native: NativeVM) -> NativeVM:
        """See to what the last user has left: a result that nobody has fetched, a script
        that nobody has a handle of, a VM that lacks functions."""
        self._open()
        last = self._last
        if last is not None:
            if not last.done():
                raise VMBusyError(
                    "this VM is running a script; wait for it, interrupt it, or use another VM"
                )
            last._settle()
            self._last = None
        elif native.running():
            stop(native)
        if self._exposed:
            self._expose_again(native)
        return native

    def _stop(self) -> None:
        native = self._native
        if native is not None:
            self._table.cancel()
            stop(native)

    # ------------------------------------------------------------------- scripts

    def _prepare(
        self,
        native: NativeVM,
        data: bytes,
        filename: str,
        limits: Limits | None,
        inputs: Mapping[str, object] | None,
        stdin: Stdin,
        on_output: OnOutput | None,
        files: Mapping[str, Content] | None,
        deterministic: Determinism | None,
        interactive: bool,
    ) -> tuple[Job, Attendant]:
        given, ask = (b"", None) if is_nothing(stdin) else open_stdin(stdin)
        attendant = Attendant(native, self._table, ask, on_output)
        job = self._job(
            data, filename, limits, inputs, given, attendant, files, deterministic, interactive
        )
        return job, attendant

    def _job(
        self,
        data: bytes,
        filename: str,
        limits: Limits | None,
        inputs: Mapping[str, object] | None,
        given: bytes,
        attendant: Attendant,
        files: Mapping[str, Content] | None,
        deterministic: Determinism | None,
        interactive: bool,
    ) -> Job:
        limits = self._limits_of_a_run(limits)
        payload = b""
        if inputs:
            payload = pack_inputs(inputs)
        self._table.begin()
        return Job(
            data,
            filename,
            limits,
            Kind.EXECUTE,
            payload,
            given,
            attendant.asks,
            attendant.streams,
            want_value=not interactive,
            interactive=interactive,
            spare_host_time=self._spare_host_time,
            has_importer=self._table.has_importer,
            **extras(self._policy, limits, files, deterministic),
        )

    def run(
        self,
        source: str | bytes,
        filename: str = "main.py",
        limits: Limits | None = None,
        *,
        inputs: Mapping[str, object] | None = None,
        stdin: Stdin = "",
        on_output: OnOutput | None = None,
        files: Mapping[str, Content] | None = None,
        deterministic: Determinism | None = None,
        interactive: bool = False,
    ) -> ScriptResult:
        """Run a script and return what it leaves behind.

        ``source`` is text, or UTF-8. ``filename`` appears in tracebacks.
        ``limits`` are for this run only; fields that they leave out are the
        VM's, and their ``memory`` cannot be more than the VM was made with.
        ``inputs`` are globals to set first (see :meth:`set`). ``stdin`` is
        what the script can read: text, bytes, an iterable, a file, or a
        function that is called when it asks for more, with what it has
        printed. ``on_output(stream, text)`` is called with output as it comes,
        several lines at a time; the result has all of it nevertheless.
        ``result.value`` is what the last statement gave, if that is an
        expression.

        ``files`` are what ``open()`` finds, in memory: names to text, bytes, or a
        path object of a file that is read first.  The script never touches the
        real disk.  What it wrote is in ``result.files``.  Their quota
        is ``limits.disk``.  The policy must show ``open``.

        ``deterministic`` makes the run the same, byte for byte, whenever and
        wherever it is repeated: see :class:`Determinism`.

        ``interactive`` prints the value of every expression that is a
        statement, as a Python prompt does; ``result.value`` is ``None`` then.

        The script runs on a thread of the engine's, with the GIL released.
        Ctrl-C, and any exception of a function given here, stops the script
        and is raised.  A script that fails is a result.  Raises
        ``VMBusyError`` if the VM runs a script, ``VMClosedError`` after
        :meth:`close`, ``ValueError`` or ``TypeError`` for arguments that make
        no sense.
        """
        with self._claim() as native:
            data, refused = encode_source(source, filename)
            if refused is not None:
                return refused
            job, attendant = self._prepare(
                native,
                data,
                filename,
                limits,
                inputs,
                stdin,
                on_output,
                files,
                deterministic,
                interactive,
            )
            return attendant.attend(native.run(job))  # type: ignore[return-value]

    def start(
        self,
        source: str | bytes,
        filename: str = "main.py",
        limits: Limits | None = None,
        *,
        inputs: Mapping[str, object] | None = None,
        stdin: Stdin = "",
        on_output: OnOutput | None = None,
        files: Mapping[str, Content] | None = None,
        deterministic: Determinism | None = None,
        interactive: bool = False,
        paused: bool = False,
    ) -> ScriptRun:
        """Begin a script and return at once, with a handle to it.

        Takes the arguments of :meth:`run`, and raises what it raises.  With
        ``paused=True`` nothing of it runs until the handle's ``step()`` or
        ``resume()``.
        """
        run = None
        try:
            with self._claim() as native:
                data, refused = encode_source(source, filename)
                if refused is not None:
                    return ScriptRun._ended(refused)
                job, attendant = self._prepare(
                    native,
                    data,
                    filename,
                    limits,
                    inputs,
                    stdin,
                    on_output,
                    files,
                    deterministic,
                    interactive,
                )
                run = ScriptRun(native, attendant)
                native.start(job._replace(slice=0 if paused else -1))
                self._last = run
        except BaseException:
            # Ctrl-C just after the block: nobody will have the handle.
            if run is not None:
                stop(native)
            raise
        return run

    def interrupt(self) -> bool:
        """Ask the script that is running to stop, and return at once.

        From any thread, at any time.  Returns whether there was a script; if
        there was none, this has no effect on later ones.
        """
        native = self._native
        return native is not None and native.interrupt()

    # -------------------------------------------------------------------- values

    def _limits_of_a_run(self, given: Limits | None) -> Limits:
        if given is None:
            return self._limits
        # Whoever brings limits brings the same ones again and again.
        known, merged = self._merged
        if given is not known:
            merged = instance("limits", given, Limits, self._limits).over(self._limits)
            self._merged = given, merged
        return merged

    def _request(self, kind: Kind, source: bytes, payload: bytes, limits: Limits | None) -> Job:
        self._table.begin()
        return Job(
            source,
            "<host>",
            self._limits_of_a_run(limits),
            kind,
            payload,
            want_value=True,
            spare_host_time=self._spare_host_time,
            has_importer=self._table.has_importer,
        )

    def _ask(self, kind: Kind, source: str, payload: bytes, limits: Limits | None) -> ScriptResult:
        with self._claim() as native:
            data, refused = encode_source(source, "<host>")
            if refused is not None:
                return refused
            return self._do(native, self._request(kind, data, payload, limits))

    def _do(self, native: NativeVM, job: Job) -> ScriptResult:
        result = Attendant(native, self._table, None, None).attend(native.run(job))
        assert result is not None
        return result

    def eval(self, expression: str, limits: Limits | None = None) -> Any:
        """Evaluate an expression in the VM's globals and return its value.

        What can cross is told in :mod:`pkhost.scripts.values`.  ``limits``
        are for this evaluation only.  Raises ``ScriptError`` for an exception
        in the script (a value that cannot leave the VM is one, and names the
        place inside it), ``LimitExceeded`` for a limit, ``Interrupted``; each
        has the whole result, with status and usage.
        """
        return self._ask(Kind.EVALUATE, expression, b"", limits).check().value

    def call(self, name: str, /, *arguments: object, **named: object) -> Any:
        """Call a function of the script's and return what it returns.

        ``name`` may be dotted: ``vm.call("robot.turn", 90)``.  Raises like
        :meth:`eval`, and ``TypeError`` or ``ValueError`` for an argument that
        cannot enter the VM.  For other limits, or the whole result, see
        :meth:`call_result`.
        """
        return self.call_result(name, arguments, named).check().value

    def call_result(
        self,
        name: str,
        arguments: tuple[object, ...] | list[object] = (),
        named: Mapping[str, object] | None = None,
        limits: Limits | None = None,
    ) -> ScriptResult:
        """Call a function of the script's and return the whole result."""
        return self._ask(Kind.CALL, name, pack_call(name, arguments, named), limits)

    def set(self, name: str, value: object) -> None:
        """Set a global.  Raises ``ValueError`` or ``TypeError``, naming the place
        inside the value, for what cannot enter a VM; ``LimitExceeded`` if it
        does not fit."""
        check_name(name)
        self._ask(Kind.SET, name, pack(value), None).check()

    def get(self, name: str) -> Any:
        """The value of a global, which may be dotted.  Raises like :meth:`eval`."""
        if not isinstance(name, str) or not all(map(str.isidentifier, name.split("."))):
            raise ValueError(f"{name!r} is not the name of a value")
        return self._ask(Kind.GET, name, b"", None).check().value

    # ------------------------------------------------------------------ rollback

    def _rebase(self) -> None:
        """Take the VM as it is now for what :meth:`reset` goes back to."""
        with self._claim() as native:
            native.rebase()
            self._exposed.clear()
        self._table.settle()

    def snapshot(self) -> Snapshot:
        """Copy the VM as it is now.  Takes some tens of microseconds for a small one.

        Raises ``VMBusyError`` while a script runs, ``VMClosedError`` after
        :meth:`close`, ``EngineError`` if memory is short.
        """
        with self._claim() as native:
            return Snapshot(native.snapshot())

    def restore(self, snapshot: Snapshot) -> None:
        """Put the VM back to what it was at a snapshot; as often as you like.

        Raises ``ValueError`` for a snapshot of another VM, else as
        :meth:`snapshot`.
        """
        if not isinstance(snapshot, Snapshot):
            raise TypeError(f"snapshot: expected what snapshot() gave, not {snapshot!r}")
        with self._claim() as native:
            native.restore(snapshot._native)

    def transaction(self) -> AbstractContextManager[VM]:
        """Undo all that was done to the VM if the block raises.

        >>> import pkhost
        >>> vm = pkhost.VM()
        >>> _ = vm.run("items = [1, 2]")
        >>> try:
        ...     with vm.transaction():
        ...         _ = vm.run("items.append(3); 1 / 0").check()
        ... except pkhost.ScriptError:
        ...     pass
        >>> vm.get("items")
        [1, 2]
        """
        return transaction(self)

    def reset(self) -> None:
        """Make the VM as new: the globals are gone.  Takes some microseconds.

        Raises ``VMBusyError`` while a script runs, ``VMClosedError`` after
        :meth:`close`.
        """
        with self._claim() as native:
            native.reset()

    # ----------------------------------------------------------------------- end

    def close(self) -> None:
        """Stop the script that runs, if any, and give the VM's memory back.

        Harmless when closed already.
        """
        self._table.refuse_inside("it cannot be closed by a function that its script waits for")
        # Again, where Ctrl-C has ended another close() in the middle.
        self._closed = True
        native = self._native
        if native is not None:
            native.close()
            self._table.cancel()
            stop(native)
            # Whoever still waits in run() or result() holds the VM until then.
            if self._last is not None:
                self._last._settle()
            self._last = self._native = None
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
        native = self._native
        if native is None or self._closed:
            return "<VM closed>"
        state = "running" if native.running() else "idle"
        return f"<VM {state}, {native.memory_in_use()} of {self._limits.memory} bytes in use>"
