"""VMs that are prepared in advance, for many scripts at a time."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar, overload

from .._keywords import NOT_GIVEN
from .._ownership import Cleanup, Stock
from .._protections import required_of
from ..engine.isolation import SCRIPT_PROTECTIONS
from ..errors import VMBusyError, VMClosedError
from ..limits import Limits
from ..results import ScriptResult
from .after_fork import renew_in_child
from .host_functions import Importer
from .options import instance
from .policy import Policy
from .pool_map import Progress, mapped
from .vm import VM
from .vm_async import load_asyncio_driver

if TYPE_CHECKING:
    import asyncio

    from typing_extensions import Unpack

    from .._ownership import Lease, Why
    from ..engine.dialect import Dialect
    from ..engine.isolation import Isolation
    from .options import AsyncRunOptions, RunOptions

__all__ = ["Progress", "VMPool"]

_T = TypeVar("_T")
_R = TypeVar("_R")


class VMPool:
    """A number of VMs for many callers.  Each caller gets a VM in its state after the setup.

    >>> import pkhost
    >>> with pkhost.VMPool(2, setup="def double(x): return x * 2") as pool:
    ...     pool.run("double(21)").value
    ...     [result.value for result in pool.map(["double(1)", "double(2)"])]
    42
    [2, 4]

    The setup runs once for each VM, when the pool is made.  After each use, the VM gets a
    new process, made ahead, in the state after the setup: no process is used by two
    callers.  With ``isolation="thread"``, the VM is put back to that state instead, which
    takes some microseconds.  You can use a pool from any number of threads and event loops.
    While all VMs are in use, callers wait for one in the order in which they came.
    """

    def __init__(
        self,
        size: int | None = None,
        *,
        limits: Limits | None = None,
        policy: Policy | None = None,
        setup: str | bytes | None = None,
        expose: Mapping[str, Callable[..., Any] | Mapping[str, Callable[..., Any]]] | None = None,
        modules: Mapping[str, str | bytes] | None = None,
        importer: Importer | None = None,
        count_host_time: bool = True,
        dialect: Dialect | None = None,
        isolation: Isolation | None = None,
        require: str | Iterable[str] = (),
    ) -> None:
        """Make all the VMs, and run the setup in each.

        ``size`` is the number of VMs.  The default is the number of processors that this
        process may use, since more scripts cannot run at the same time.  ``setup`` is a
        script (its file name is ``setup.py``), which runs under the pool's ``limits``.
        ``expose`` maps names to functions of the host, or to mappings of functions,
        which become modules.  The setup can use them already.  The other arguments are
        those of :class:`VM`.  A pool has no ``group``: its users need not trust each other.

        If the setup fails, raises the exception of ``check()``, which has the result.
        Raises ``ProtectionUnavailable`` if a required protection is missing,
        ``EngineError`` if a VM cannot be made, and ``ValueError`` or ``TypeError`` for
        invalid arguments.
        """
        if size is None:
            size = len(os.sched_getaffinity(0))
        if isinstance(size, bool) or not isinstance(size, int):
            raise TypeError(f"size: expected a number of VMs, not {size!r}")
        if size < 1:
            raise ValueError(f"size: a pool needs at least one VM, not {size}")
        self._size = size
        self._limits = instance("limits", limits, Limits, Limits())
        if setup is not None and not isinstance(setup, (str, bytes, bytearray)):
            raise TypeError(f"setup: expected a script's text, not {setup!r}")
        self._setup = setup
        if expose is not None and not isinstance(expose, Mapping):
            raise TypeError(
                "expose: expected a mapping of names to functions, as {'log': print}, not "
                f"{expose!r}"
            )
        self._expose = {} if expose is None else dict(expose)

        required = required_of(require, SCRIPT_PROTECTIONS)  # once, as it may be an iterator

        def new() -> VM:
            return VM(
                limits=self._limits,
                policy=policy,
                modules=modules,
                importer=importer,
                count_host_time=count_host_time,
                dialect=dialect,
                isolation=isolation,
                require=required,
            )

        self._new = new
        # The VMs; None for one that could not be made again.
        self._stock: Stock[VM | None] = Stock(())
        renew_in_child(self)
        with Cleanup(self.close, only_on_failure=True):
            for _ in range(size):
                self._stock.add(self._make())

    def _renew_locks(self) -> None:
        self._stock.forked()

    def _make(self) -> VM:
        vm = self._new()
        with Cleanup(vm.close, only_on_failure=True):
            for name, given in self._expose.items():
                if isinstance(given, Mapping):
                    vm.expose_module(name, given)
                else:
                    vm.expose(given, name)
            if self._setup is not None:
                vm.run(self._setup, "setup.py").check()
            vm._rebase()
            vm._pristine = True
        return vm

    @property
    def size(self) -> int:
        """The number of VMs, and so the number of scripts that can run at the same time."""
        return self._size

    @property
    def limits(self) -> Limits:
        """The limits of runs that have no limits of their own."""
        return self._limits

    @property
    def closed(self) -> bool:
        """Whether :meth:`close` was called."""
        return self._stock.closed

    # ------------------------------------------------------------- lending a VM

    def _refuse_closed(self) -> None:
        if self._stock.closed:
            raise VMClosedError("this pool is closed; make a new one")

    def _unavailable(self, why: Why) -> None:
        """What is to be said when there is no VM; nothing if it is worth waiting for one."""
        self._refuse_closed()
        self._refuse_inside("no VM of its pool is free for this function")
        if why == "wait" and self._stock.all_lent_to_this_thread():
            raise VMBusyError(
                "all VMs of this pool are in use by this very thread, which would wait for itself "
                "for ever: make the pool larger, await run_async() in an event loop, and give "
                "greenlets threads (gevent.get_hub().threadpool.apply)"
            )

    def _refuse_inside(self, why: str) -> None:
        for vm in self._stock.lent():
            if vm is not None:
                vm._table.refuse_inside(why)

    def _begin(self, vm: VM | None) -> VM | None:
        """A VM as after its setup, for the caller that has got this one."""
        if vm is not None and not vm._pristine:
            vm = self._clean(vm)
        if vm is None:
            vm = self._make()
        vm._pristine = False
        return vm

    def _end(self, vm: VM | None) -> VM | None:
        if self._stock.closed and vm is not None:
            vm.close()
        return None if vm is None else self._clean(vm)

    @staticmethod
    def _clean(vm: VM) -> VM | None:
        """The VM as after its setup, or nothing: the next one shall not have this VM."""
        try:
            if vm._table.changed:
                raise VMClosedError("this VM has more functions than its pool gave it")
            vm._renew()
        except Exception:
            vm.close()
            return None
        vm._pristine = True
        return vm

    def _lease(self, gone: Callable[[], bool] | None = None) -> Lease[VM]:
        # What begins has always a VM.
        return self._stock.lease(  # type: ignore[return-value]
            unavailable=self._unavailable, begin=self._begin, end=self._end, gone=gone
        )

    def borrow(self) -> AbstractContextManager[VM]:
        """Lend a VM for more than one run: ``with pool.borrow() as vm: ...``

        The VM is in its state after the setup, and is put back to that state at the end
        of the block.  If all VMs are in use, this waits for one.  It raises
        ``VMBusyError`` instead if it is called by a host function that a script in one
        of the pool's VMs waits for, since the two might wait for each other; and if
        this thread has all of the VMs itself, since it would wait for itself.  Raises
        ``VMClosedError`` if the pool is closed, also while it waits.
        """
        return self._lease()

    def borrow_async(self) -> AbstractAsyncContextManager[VM]:
        """The same as :meth:`borrow` without blocking the event loop: ``async with`` it."""
        return _AsyncLoan(self)

    # ------------------------------------------------------------------ running

    def run(
        self,
        source: str | bytes,
        filename: str = "main.py",
        limits: Limits | None = None,
        **options: Unpack[RunOptions],
    ) -> ScriptResult:
        """Run a script in a VM in its state after the setup.

        Takes the arguments of :meth:`VM.run`, and returns and raises the same.  Waits
        for a VM as :meth:`borrow` does.
        """
        with self.borrow() as vm:
            return vm.run(source, filename, limits, **options)

    async def run_async(
        self,
        source: str | bytes,
        filename: str = "main.py",
        limits: Limits | None = None,
        **options: Unpack[AsyncRunOptions],
    ) -> ScriptResult:
        """Run a script in a VM in its state after the setup, without blocking the event loop.

        Takes the arguments of :meth:`VM.run_async`, and returns and raises the same.
        Waits for a VM as :meth:`borrow` does.  Cancelling gives the VM back.
        """
        async with self.borrow_async() as vm:
            return await vm.run_async(source, filename, limits, **options)

    @overload
    def map(
        self,
        work: Iterable[str | bytes],
        /,
        *,
        limits: Limits | None = None,
        progress: Progress | None = None,
    ) -> Iterator[ScriptResult]: ...

    @overload
    def map(
        self,
        work: Callable[[VM, _T], _R],
        items: Iterable[_T],
        /,
        *,
        progress: Progress | None = None,
    ) -> Iterator[_R]: ...

    def map(
        self,
        work: Any,
        items: Iterable[Any] = NOT_GIVEN,
        /,
        *,
        limits: Limits | None = None,
        progress: Progress | None = None,
    ) -> Iterator[Any]:
        """Run many scripts or calls, as many at a time as there are VMs; return results in order.

        ``pool.map(sources)`` runs each script and returns its result.
        ``pool.map(function, items)`` returns what ``function(vm, item)`` returns; it is
        called on a thread of its own, with a VM in its state after the setup:

        >>> import pkhost
        >>> with pkhost.VMPool(2, setup="def double(x): return x * 2") as pool:
        ...     list(pool.map(lambda vm, item: vm.call("double", item), range(5)))
        [0, 2, 4, 6, 8]

        ``map`` is lazy and bounded: it takes at most twice as many items in advance as
        there are VMs.  The thread that iterates takes the items, and calls
        ``progress(done, total)`` whenever some are done.  An exception in ``function``,
        ``items`` or ``progress`` is raised in the place of its result.  The exception,
        or closing the iterator, stops the runs that are under way.
        """
        if items is NOT_GIVEN:
            if isinstance(work, (str, bytes)) or not isinstance(work, Iterable):
                raise TypeError("map: expected scripts, or a function and what to call it with")
            sources: Iterable[Any] = work
            return self._map(lambda vm, source: vm.run(source, limits=limits), sources, progress)
        if not callable(work):
            raise TypeError(f"map: {work!r} cannot be called")
        if not isinstance(items, Iterable):
            raise TypeError(f"map: items: expected what to call it with, not {items!r}")
        if limits is not None:
            raise TypeError("map: limits are for scripts; a function gives its own to vm.run()")
        return self._map(work, items, progress)

    def _map(
        self, work: Callable[[VM, Any], _R], items: Iterable[Any], progress: Progress | None
    ) -> Iterator[_R]:
        self._refuse_closed()
        total = len(items) if isinstance(items, Sized) else None
        return mapped(self.borrow, self._size, work, items, total, progress)

    # ---------------------------------------------------------------------- end

    def close(self) -> None:
        """Stop the scripts that run, and close all VMs.  You can call this from any thread.

        When it returns, no script is running.  Callers that wait for a VM get
        ``VMClosedError``.  Callers that wait for a script get its result, with the status
        ``INTERRUPTED``.  Does nothing if the pool is closed already.  Raises
        ``VMBusyError`` inside a host function that a script in one of the VMs waits for.
        """
        self._refuse_inside("its pool cannot be closed by a function it waits for")
        self._stock.close()
        for vm in self._stock.things():
            if vm is not None:
                vm.close()

    def __enter__(self) -> VMPool:
        self._refuse_closed()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __reduce__(self) -> str:
        raise TypeError("a VMPool cannot be pickled or copied; make one in each process")

    def __repr__(self) -> str:
        if self._stock.closed:
            return "<VMPool closed>"
        lent = len(self._stock.lent())
        return f"<VMPool of {self._size}, {lent} in use, {self._stock.waiting} waiting>"


class _AsyncLoan(AbstractAsyncContextManager[VM]):
    """What :meth:`VMPool.borrow_async` returns."""

    def __init__(self, pool: VMPool) -> None:
        self._pool = pool
        self._lease: Lease[VM] | None = None

    async def __aenter__(self) -> VM:
        load_asyncio_driver()
        from .._loops import running_loop

        loop = running_loop()
        lease = self._pool._lease(gone=loop.is_closed)
        if self._lease is not None:
            raise RuntimeError("a loan is used once; call borrow_async() again")
        self._lease = lease
        arrived: asyncio.Future[None] = loop.create_future()

        def arrive() -> None:
            if not arrived.done():
                arrived.set_result(None)

        with Cleanup(self._give_back, only_on_failure=True):
            if not lease.request(functools.partial(loop.call_soon_threadsafe, arrive)):
                self._refuse_inside()
                await arrived
            return lease.begin()

    def _refuse_inside(self) -> None:
        """A function of the host's that a script waits for may be on this thread."""
        self._pool._unavailable("busy")

    def _give_back(self) -> None:
        if self._lease is not None:
            self._lease.__exit__(*sys.exc_info())

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._lease is not None:
            self._lease.__exit__(kind, error, traceback)
