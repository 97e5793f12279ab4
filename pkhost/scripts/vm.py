"""A VM that keeps its globals between runs."""

from __future__ import annotations

import threading
from types import TracebackType

from .._native import NativeVM
from ..errors import VMBusyError, VMClosedError
from ..limits import Limits
from ..results import ScriptResult
from .policy import Policy
from .run import OnOutput, ScriptRun, Stdin, attend, bad_source, encode_stdin, instance, stop

__all__ = ["VM"]


class VM:
    """A PocketPy VM.  Between runs it keeps its globals.

    >>> import pkhost
    >>> with pkhost.VM() as vm:
    ...     _ = vm.run("total = sum(range(10))")
    ...     vm.run("print(total)").stdout
    '45\\n'

    One script runs in it at a time; use as many VMs as you like for more,
    from as many threads.  Close it with ``with`` or :meth:`close`; one that is
    forgotten is closed by the garbage collector.
    """

    def __init__(self, *, limits: Limits | None = None, policy: Policy | None = None) -> None:
        """Make a VM; that takes about a millisecond.

        ``limits`` (default ``Limits()``) hold for every run that brings none
        of its own.  Their ``memory`` is the size of the VM's region, for good:
        between 2 MiB and 3.75 GiB, of which it takes up what is used.
        ``policy`` (default ``Policy()``, closed) says what may be imported.

        Raises ``EngineError`` if a VM cannot be made, with the reason.
        """
        self._limits = instance("limits", limits, Limits, Limits())
        self._policy = instance("policy", policy, Policy, Policy())
        self._native: NativeVM | None = NativeVM(self._limits.memory, self._policy._words())
        # Held while a run is prepared, and for the whole of a run().
        self._lock = threading.Lock()
        self._last: ScriptRun | None = None

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
        return self._native is None

    @property
    def memory_in_use(self) -> int:
        """Bytes of the VM's memory in use.  Raises ``VMClosedError`` after :meth:`close`."""
        return self._open().memory_in_use()

    def _open(self) -> NativeVM:
        native = self._native
        if native is None:
            raise VMClosedError("this VM is closed; make a new one")
        return native

    def _claim(self) -> NativeVM:
        """Take the lock for a new run, and fetch the last run's result if nobody has."""
        native = self._open()
        if not self._lock.acquire(blocking=False):
            raise VMBusyError(
                "this VM is running a script in another thread; wait for it or use another VM"
            )
        last = self._last
        if last is not None:
            if not last.done():
                self._lock.release()
                raise VMBusyError(
                    "this VM is running a script; wait for it, interrupt it, or use another VM"
                )
            try:
                last.result()
            finally:
                self._last = None
        return native

    def run(
        self,
        source: str | bytes,
        filename: str = "main.py",
        limits: Limits | None = None,
        *,
        stdin: Stdin = "",
        on_output: OnOutput | None = None,
    ) -> ScriptResult:
        """Run a script and return what it leaves behind.

        ``source`` is text, or UTF-8.  ``filename`` appears in tracebacks.
        ``limits`` are for this run only; their ``memory`` cannot be more than
        the VM was made with.  ``stdin`` is what the script can read: text,
        bytes, or a function that is called when it asks for more.
        ``on_output(stream, text)`` is called with output as it comes, several
        lines at a time; the result has all of it nevertheless.

        The script runs on a thread of the engine's, with the GIL released.
        Ctrl-C, and any exception of a function given here, stops the script
        and is raised.  A script that fails is a result.  Raises
        ``VMBusyError`` if the VM runs a script, ``VMClosedError`` after
        :meth:`close`, ``ValueError`` or ``TypeError`` for arguments that make
        no sense.
        """
        native = self._claim()
        try:
            data, refused = bad_source(source, filename)
            if refused is not None:
                return refused
            event = native.run(
                data,
                filename,
                instance("limits", limits, Limits, self._limits),
                encode_stdin(stdin),
                callable(stdin),
                on_output is not None,
            )
            return attend(native, event, stdin, on_output)  # type: ignore[return-value]
        except BaseException:
            stop(native)
            raise
        finally:
            self._lock.release()

    def start(
        self,
        source: str | bytes,
        filename: str = "main.py",
        limits: Limits | None = None,
        *,
        stdin: Stdin = "",
        on_output: OnOutput | None = None,
    ) -> ScriptRun:
        """Begin a script and return at once, with a handle to it.

        Takes the arguments of :meth:`run`, and raises what it raises.
        """
        native = self._claim()
        try:
            data, refused = bad_source(source, filename)
            if refused is not None:
                return ScriptRun._ended(refused)
            self._last = ScriptRun(
                native,
                data,
                filename,
                instance("limits", limits, Limits, self._limits),
                stdin,
                on_output,
            )
            return self._last
        finally:
            self._lock.release()

    def interrupt(self) -> bool:
        """Ask the script that is running to stop, and return at once.

        From any thread, at any time.  Returns whether there was a script; if
        there was none, this has no effect on later ones.
        """
        native = self._native
        return native is not None and native.interrupt()

    def reset(self) -> None:
        """Make the VM as new: the globals are gone.  Takes some microseconds.

        Raises ``VMBusyError`` while a script runs, ``VMClosedError`` after
        :meth:`close`.
        """
        native = self._claim()
        try:
            native.reset()
        finally:
            self._lock.release()

    def close(self) -> None:
        """Stop the script that runs, if any, and give the VM's memory back.

        Harmless when closed already.
        """
        native, self._native = self._native, None
        if native is not None:
            stop(native)
            # Whoever still waits in run() or result() holds the VM until then.
            last, self._last = self._last, None
            if last is not None:
                last.result()

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

    def __repr__(self) -> str:
        if self._native is None:
            return "<VM closed>"
        state = "running" if self._native.running() else "idle"
        return f"<VM {state}, {self._native.memory_in_use()} of {self._limits.memory} bytes in use>"
