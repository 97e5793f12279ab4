"""VMs that are prepared ahead, for many scripts at a time."""

from __future__ import annotations

import concurrent.futures
import contextlib
import os
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sized
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar, overload

from ..errors import VMClosedError
from ..limits import Limits
from ..results import ScriptResult
from .extras import Determinism
from .functions import Importer
from .policy import Policy
from .run import OnOutput, instance
from .stdin import Stdin
from .vm import VM

if TYPE_CHECKING:
    from .aio import AsyncOnOutput, AsyncStdin

__all__ = ["Progress", "VMPool"]

Progress = Callable[[int, "int | None"], object]
"""Called with how many are done, and of how many, if that is known."""

_T = TypeVar("_T")
_R = TypeVar("_R")
# How often to stop, again, scripts that are not wanted any more: a function
# that was given a VM may begin another.
_STOP_AGAIN = 0.01


class VMPool:
    """A number of VMs, each as after its setup whenever somebody gets it.

    >>> import pkhost
    >>> with pkhost.VMPool(2, setup="def double(x): return x * 2") as pool:
    ...     pool.run("double(21)").value
    ...     [result.value for result in pool.map(["double(1)", "double(2)"])]
    42
    [2, 4]

    The setup runs once a VM, when the pool is made; after each use the VM is
    put back to what it was then, in some microseconds, whatever a script did
    to it.  Everything here may be called from any number of threads and event
    loops; who comes while all VMs are in use waits for one, first come, first
    served.
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
    ) -> None:
        """Make all the VMs, and run the setup in each.

        ``size`` is their number; default: the processors that this process
        may use, as more scripts cannot run at a time.  ``setup`` is a script
        (its file name is ``setup.py``) under the pool's ``limits``.
        ``expose`` are functions of the host's by name, or mappings of them,
        which become modules; they are there in the setup already.  The other
        arguments are those of :class:`VM`.

        Raises what ``check()`` raises, with the result in it, if the setup
        does not end well; ``EngineError`` if a VM cannot be made;
        ``ValueError`` or ``TypeError`` for arguments that make no sense.
        """
        if size is None:
            size = len(os.sched_getaffinity(0))
        if isinstance(size, bool) or not isinstance(size, int):
            raise TypeError(f"size: expected a number of VMs, not {size!r}")
        if size < 1:
            raise ValueError(f"size: a pool needs at least one VM, not {size}")
        self._size = size
        self._limits = instance("limits", limits, Limits, Limits())
        self._setup = setup
        self._expose = dict(expose or {})

        def new() -> VM:
            return VM(
                limits=self._limits,
                policy=policy,
                modules=modules,
                importer=importer,
                count_host_time=count_host_time,
            )

        self._new = new
        # Guards all that follows; never held while anything is waited for.
        self._lock = threading.Lock()
        self._idle: list[VM] = []
        self._lent: set[VM] = set()
        self._missing = 0  # VMs that could not be made again
        self._waiting: deque[concurrent.futures.Future[VM]] = deque()
        self._closed = False
        try:
            for _ in range(size):
                self._idle.append(self._make())
        except BaseException:
            self.close()
            raise

    def _make(self) -> VM:
        vm = self._new()
        try:
            for name, given in self._expose.items():
                if isinstance(given, Mapping):
                    vm.expose_module(name, given)
                else:
                    vm.expose(given, name)
            if self._setup is not None:
                vm.run(self._setup, "setup.py").check()
            vm._rebase()
        except BaseException:
            vm.close()
            raise
        return vm

    @property
    def size(self) -> int:
        """How many VMs there are, and so how many scripts can run at a time."""
        return self._size

    @property
    def limits(self) -> Limits:
        """The limits of runs that bring none of their own."""
        return self._limits

    @property
    def closed(self) -> bool:
        """Whether :meth:`close` was called."""
        return self._closed

    # ------------------------------------------------------------- lending a VM

    def _lend(self) -> VM | concurrent.futures.Future[VM]:
        """A VM, or where one will be put."""
        with self._lock:
            self._refuse_closed()
            if self._idle:
                vm = self._idle.pop()  # the last one back: its memory is in the caches
                self._lent.add(vm)
                return vm
            if not self._missing:
                for lent in self._lent:
                    lent._table.refuse_inside("no VM of its pool is free for this function")
                waiting: concurrent.futures.Future[VM] = concurrent.futures.Future()
                self._waiting.append(waiting)
                return waiting
            self._missing -= 1
        try:
            vm = self._make()
        except BaseException:
            with self._lock:
                self._missing += 1
            raise
        self._hand_over(vm, vm)
        return vm

    def _refuse_closed(self) -> None:
        if self._closed:
            raise VMClosedError("this pool is closed; make a new one")

    def _hand_over(self, vm: VM, to: VM | None = None) -> None:
        """Give a pristine VM to who waits for one; ``to``: its caller does."""
        with self._lock:
            closed = self._closed
            if not closed:
                self._lent.discard(vm)
                if to is None:
                    while self._waiting:
                        waiting = self._waiting.popleft()
                        if waiting.set_running_or_notify_cancel():
                            self._lent.add(vm)
                            waiting.set_result(vm)
                            return
                    self._idle.append(vm)
                else:
                    self._lent.add(vm)
        if closed:
            vm.close()

    def _give_back(self, vm: VM) -> None:
        try:
            if vm._table.changed:
                raise VMClosedError("this VM has more functions than its pool gave it")
            vm.reset()
        except BaseException as error:
            # Whatever it is, the next one shall not have this VM.
            vm.close()
            self._replace(vm)
            if not isinstance(error, Exception):
                raise
            return
        self._hand_over(vm)

    def _replace(self, lost: VM) -> None:
        waiting = None
        try:
            self._refuse_closed()
            made = self._make()
        except Exception as error:
            with self._lock:
                self._lent.discard(lost)
                self._missing += 1
                if self._waiting:
                    waiting = self._waiting.popleft()
            if waiting is not None and waiting.set_running_or_notify_cancel():
                waiting.set_exception(error)
        else:
            with self._lock:
                self._lent.discard(lost)
            self._hand_over(made)

    @contextlib.contextmanager
    def borrow(self) -> Iterator[VM]:
        """A VM for more than one run: ``with pool.borrow() as vm: ...``

        It is as after the setup, and put back to that in the end.  Waits for
        one if all are in use; called by a function of the host's, whose own
        VM is one of the pool's, that is a ``VMBusyError`` instead, as they
        might wait for each other.  Raises ``VMClosedError`` if the pool is
        closed, or when it is.
        """
        lent = self._lend()
        vm = lent if isinstance(lent, VM) else self._await(lent)
        try:
            yield vm
        finally:
            self._give_back(vm)

    def _await(self, waiting: concurrent.futures.Future[VM]) -> VM:
        try:
            return waiting.result()
        except BaseException:
            self._forgo(waiting)
            raise

    def _forgo(self, waiting: concurrent.futures.Future[VM]) -> None:
        """Wait no longer; a VM that has come in that very moment goes to the next."""
        if not waiting.cancel() and waiting.exception() is None:
            self._give_back(waiting.result())

    @contextlib.asynccontextmanager
    async def borrow_async(self) -> AsyncIterator[VM]:
        """:meth:`borrow` for an event loop, which goes on while it waits."""
        import asyncio

        lent = self._lend()
        if isinstance(lent, VM):
            vm = lent
        else:
            try:
                vm = await asyncio.wrap_future(lent)
            except BaseException:
                self._forgo(lent)
                raise
        try:
            yield vm
        finally:
            self._give_back(vm)

    # ------------------------------------------------------------------ running

    def run(
        self,
        source: str | bytes,
        filename: str = "main.py",
        limits: Limits | None = None,
        *,
        inputs: Mapping[str, object] | None = None,
        stdin: Stdin = "",
        on_output: OnOutput | None = None,
        files: Mapping[str, str | bytes] | None = None,
        deterministic: Determinism | None = None,
    ) -> ScriptResult:
        """Run a script in a VM that is as after the setup.

        Takes the arguments of :meth:`VM.run`, returns and raises the same;
        waits for a VM like :meth:`borrow`.
        """
        with self.borrow() as vm:
            return vm.run(
                source,
                filename,
                limits,
                inputs=inputs,
                stdin=stdin,
                on_output=on_output,
                files=files,
                deterministic=deterministic,
            )

    async def run_async(
        self,
        source: str | bytes,
        filename: str = "main.py",
        limits: Limits | None = None,
        *,
        inputs: Mapping[str, object] | None = None,
        stdin: AsyncStdin = "",
        on_output: AsyncOnOutput | None = None,
        files: Mapping[str, str | bytes] | None = None,
        deterministic: Determinism | None = None,
    ) -> ScriptResult:
        """Run a script in a VM that is as after the setup, while the event loop goes on.

        Takes the arguments of :meth:`VM.run_async`, returns and raises the
        same; waits for a VM like :meth:`borrow`.  Cancelling gives the VM
        back.
        """
        async with self.borrow_async() as vm:
            return await vm.run_async(
                source,
                filename,
                limits,
                inputs=inputs,
                stdin=stdin,
                on_output=on_output,
                files=files,
                deterministic=deterministic,
            )

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
        items: Iterable[Any] | None = None,
        /,
        *,
        limits: Limits | None = None,
        progress: Progress | None = None,
    ) -> Iterator[Any]:
        """Do many things, as many at a time as there are VMs; the results in order.

        Either ``pool.map(sources)``, which runs each and gives results; or
        ``pool.map(function, items)``, which gives what ``function(vm, item)``
        returns, called on a thread of its own with a VM as after the setup:

        >>> import pkhost
        >>> with pkhost.VMPool(2, setup="def double(x): return x * 2") as pool:
        ...     list(pool.map(lambda vm, item: vm.call("double", item), range(5)))
        [0, 2, 4, 6, 8]

        Lazy, and bounded: no more than twice as many as there are VMs are
        taken from ``items`` ahead of what was asked for.  Whoever iterates
        takes them, and ``progress(done, total)`` is called there, whenever
        some are done.  An exception of ``function``'s, of ``items`` or of
        ``progress`` is raised where its result would be.  It, and closing
        the iterator, stops what is under way.
        """
        if items is None:
            if isinstance(work, (str, bytes)) or not isinstance(work, Iterable):
                raise TypeError("map: expected scripts, or a function and what to call it with")
            sources: Iterable[Any] = work
            return self._map(lambda vm, source: vm.run(source, limits=limits), sources, progress)
        if not callable(work):
            raise TypeError(f"map: {work!r} cannot be called")
        if limits is not None:
            raise TypeError("map: limits are for scripts; a function gives its own to vm.run()")
        return self._map(work, items, progress)

    def _map(
        self, work: Callable[[VM, Any], _R], items: Iterable[Any], progress: Progress | None
    ) -> Iterator[_R]:
        self._refuse_closed()
        total = len(items) if isinstance(items, Sized) else None
        used: set[VM] = set()
        stopping = threading.Event()

        def do(item: Any) -> _R:
            with self.borrow() as vm:
                used.add(vm)
                try:
                    if stopping.is_set():
                        raise concurrent.futures.CancelledError
                    return work(vm, item)
                finally:
                    used.discard(vm)

        def results() -> Iterator[_R]:
            following = iter(items)
            ordered: deque[concurrent.futures.Future[_R]] = deque()
            pending: set[concurrent.futures.Future[_R]] = set()
            done = 0
            with contextlib.ExitStack() as stack:
                threads = stack.enter_context(
                    concurrent.futures.ThreadPoolExecutor(self._size, "pkhost-pool")
                )
                stack.callback(self._abandon, pending, used, stopping)
                while True:
                    while len(ordered) < 2 * self._size:
                        try:
                            item = next(following)
                        except StopIteration:
                            break
                        future = threads.submit(do, item)
                        ordered.append(future)
                        pending.add(future)
                    if not ordered:
                        return
                    while ordered[0] in pending:
                        ended, still = concurrent.futures.wait(
                            pending, return_when=concurrent.futures.FIRST_COMPLETED
                        )
                        pending &= still
                        done += len(ended)
                        if progress is not None:
                            progress(done, total)
                    yield ordered.popleft().result()

        return results()

    @staticmethod
    def _abandon(
        pending: set[concurrent.futures.Future[Any]], used: set[VM], stopping: threading.Event
    ) -> None:
        stopping.set()
        left = {future for future in pending if not future.cancel()}
        while left:
            for vm in tuple(used):
                vm.interrupt()
            left = concurrent.futures.wait(left, timeout=_STOP_AGAIN).not_done

    # ---------------------------------------------------------------------- end

    def close(self) -> None:
        """Stop the scripts that run, and close all VMs.  From any thread.

        When it returns no script is running.  Who waits for a VM gets
        ``VMClosedError``; who waits for a script, its result, ``INTERRUPTED``.
        Harmless when closed already.  Raises ``VMBusyError`` inside a function
        of the host's that a script in one of the VMs waits for.
        """
        with self._lock:
            for vm in self._lent:
                vm._table.refuse_inside("its pool cannot be closed by a function it waits for")
            self._closed = True
            vms = [*self._idle, *self._lent]
            self._idle.clear()
            waiting = [*self._waiting]
            self._waiting.clear()
        for one in waiting:
            if one.set_running_or_notify_cancel():
                one.set_exception(VMClosedError("this pool was closed"))
        for vm in vms:
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

    def __repr__(self) -> str:
        if self._closed:
            return "<VMPool closed>"
        with self._lock:
            lent, waiting = len(self._lent), len(self._waiting)
        return f"<VMPool of {self._size}, {lent} in use, {waiting} waiting>"
