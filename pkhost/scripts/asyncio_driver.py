"""Runs that an event loop waits for: asyncio.

No run takes up a thread of Python's while it is waited for: all the runs of a
loop share one *wakeup*, a descriptor of the engine's that tells the loop which of
them want attention.

A run is never left behind by its task.  Whatever ends the wait for it early (the
task was cancelled, a function of the host's raised) first stops the script, and
waits until it has ended, and until a coroutine that it was waiting for has; only
then it goes on its way.

A task may be left behind by its loop: Ctrl-C in the loop's own code loses what
was about to wake a task, which then waits until it is thrown away, and that may
be never, as a traceback refers to it.  Once the loop is closed the task can do
nothing any more, so that whoever wants its VM then takes it over: see
:class:`VMUser`.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import functools
import inspect
import itertools
import queue
import weakref
from collections.abc import AsyncIterable, Awaitable, Callable
from typing import TYPE_CHECKING, Any, cast

from .._answers import as_answer
from .._loops import discard, running_loop, task_of
from .._ownership import Cleanup
from ..engine.factory import engine
from ..engine.job import Job
from ..engine.outcome import Event
from ..results import ScriptResult
from .driver import RunDriver, stop
from .host_functions import HostTable, ScriptStopped
from .options import CHECKS, NOTHING_GIVEN, Options
from .stdin import AsyncStdin, Stdin, as_bytes, open_stdin

if TYPE_CHECKING:
    from .._ownership import Lease
    from ..engine.interface import EngineVM
    from .vm_base import VMBase

__all__ = ["ASYNC_CHECKS", "AsyncRunDriver", "VMUser"]

# How often to look whether a deadline that must have passed has struck.
_LOOK_AGAIN = 0.005

_tags = itertools.count(1)


def _open_async_stdin(
    stdin: AsyncStdin,
) -> tuple[bytes, Callable[[str, str], bytes | Awaitable[bytes]] | None]:
    """What is there from the start, and a function for the rest, which may have to be awaited.

    Raises ``TypeError`` for what is none of the kinds.
    """
    if isinstance(stdin, AsyncIterable):
        pieces = aiter(stdin)

        async def following(_: str, __: str) -> bytes:
            # An empty piece is no end, only the last one is.
            async for piece in pieces:
                data = as_bytes(piece)
                if data:
                    return data
            return b""

        return b"", following
    if callable(stdin) and not callable(getattr(stdin, "readline", None)):
        answer = as_answer(stdin)

        async def ask(stdout: str, stderr: str) -> bytes:
            piece = answer(stdout, stderr)
            if inspect.isawaitable(piece):
                piece = await piece
            return b"" if piece is None else as_bytes(piece)

        return b"", ask
    return open_stdin(cast("Stdin", stdin))


ASYNC_CHECKS = {**CHECKS, "stdin": _open_async_stdin}
"""Those of :data:`pkhost.scripts.options.CHECKS`, for runs on an event loop."""


class VMUser:
    """A task that uses a VM."""

    def __init__(self, vm: VMBase) -> None:
        self._vm = vm
        self.loop = running_loop()
        self.has_left = False
        self.leave: Callable[[], None] = vm._stop

    def claim(self) -> Lease[EngineVM]:
        """The VM, as long as the block lasts and the loop is not closed."""
        return self._vm._claim(on_failure=self.evict, gone=self.loop.is_closed)

    def evict(self) -> None:
        """End its use of the VM, from any thread; can be done again."""
        self.has_left = True
        self.leave()

    def run_is_over(self) -> None:
        """Leave nothing of its run, if it has the VM still; can be done again."""
        if not self.has_left:
            self.leave()
        self.leave = self._vm._stop


class _LoopRuns:
    """The runs of one loop, and the wakeup that they share.

    It is there only while there are runs, so that nothing is left of it when
    the loop has gone.
    """

    def __init__(self) -> None:
        self.wakeup = engine().new_wakeup()
        # Weak: a task that nobody has any more, as its loop is gone, ends its run.
        self._by_tag: dict[int, weakref.WeakMethod[Callable[[], None]]] = {}
        self._hears = False

    @classmethod
    def join(
        cls, loop: asyncio.AbstractEventLoop, tag: int, on_wakeup: Callable[[], None]
    ) -> _LoopRuns:
        """Add a run to those of its loop; to be left whatever comes of this."""
        runs = _by_loop.get(loop)
        if runs is None:
            runs = _by_loop[loop] = cls()
        runs._by_tag[tag] = weakref.WeakMethod(on_wakeup)
        if not runs._hears:
            loop.add_reader(runs.wakeup.descriptor, runs._heard)
            runs._hears = True
        return runs

    @staticmethod
    def leave(loop: asyncio.AbstractEventLoop, tag: int) -> None:
        """Take a run away from those of its loop, if it was added; can be done again."""
        runs = _by_loop.get(loop)
        if runs is None:
            return
        runs._by_tag.pop(tag, None)
        if not runs._by_tag:
            # A loop that was closed with runs under way has forgotten its readers.
            with contextlib.suppress(RuntimeError):
                loop.remove_reader(runs.wakeup.descriptor)
            _by_loop.pop(loop, None)
            runs.wakeup.close()

    def _heard(self) -> None:
        for tag in self.wakeup.take():
            found = self._by_tag.get(tag)
            on_wakeup = None if found is None else found()
            if on_wakeup is not None:
                on_wakeup()


# Touched on the loop's own thread only, or when that loop is closed; each loop its own
# entry.  Weak: Ctrl-C can leave a loop neither closed nor known to anybody.
_by_loop: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, _LoopRuns] = (
    weakref.WeakKeyDictionary()
)


class _Bridge:
    """Lets the thread that calls functions for a script wait for coroutines on the loop.

    They run in the context (``contextvars``) of whoever waits for the run.
    """

    def __init__(
        self, loop: asyncio.AbstractEventLoop, engine_vm: EngineVM, deadline: float | None
    ) -> None:
        """``deadline``: when, on the loop's clock, the run's wall time is over."""
        self._loop = loop
        self._engine_vm = engine_vm
        self._deadline = deadline
        self._context = contextvars.copy_context()
        self._closed = False
        self._told = False
        # What comes of the awaitable that the script waits for: the first in it.
        # One step each to put and to get, so that Ctrl-C leaves nothing locked.
        self._settled: queue.SimpleQueue[tuple[Any, BaseException | None]] | None = None
        self._task: asyncio.Task[Any] | None = None
        self._timer: asyncio.TimerHandle | None = None

    def wait_for(self, awaitable: Awaitable[Any]) -> Any:
        """On that thread: what ``awaitable`` gives or raises.

        Raises ``ScriptStopped`` if the script is to stop meanwhile.
        """
        settled: queue.SimpleQueue[tuple[Any, BaseException | None]] = queue.SimpleQueue()
        self._settled = settled
        # Looked at only now: who closes looks for somebody to tell after that.
        closed = self._closed
        if not closed:
            try:
                self._loop.call_soon_threadsafe(self._begin, awaitable, settled)
            except RuntimeError:  # the loop is closed
                closed = True
        if closed:
            discard(awaitable)
            raise ScriptStopped
        try:
            value, error = settled.get()
        finally:
            self._settled = None
        if error is not None:
            raise error
        return value

    def _begin(
        self,
        awaitable: Awaitable[Any],
        settled: queue.SimpleQueue[tuple[Any, BaseException | None]],
    ) -> None:
        if self._closed:
            discard(awaitable)
            return
        task = self._context.run(task_of, awaitable, self._loop)
        task.add_done_callback(lambda task: self._end(task, settled))
        self._task = task
        if self._deadline is not None:
            self._timer = self._loop.call_at(self._deadline, self._expire)

    def _end(
        self,
        task: asyncio.Task[Any],
        settled: queue.SimpleQueue[tuple[Any, BaseException | None]],
    ) -> None:
        error = asyncio.CancelledError() if task.cancelled() else task.exception()
        late = self._closed
        settled.put((task.result() if error is None else None, error))
        self._task = None
        if self._timer is not None:
            self._timer.cancel()
        # The script no longer waits for it.
        if late and error is not None and not task.cancelled():
            self._loop.call_exception_handler(
                {
                    "message": "a function of the host's failed after its script was stopped",
                    "exception": error,
                    "task": task,
                }
            )

    def _expire(self) -> None:
        # The worker may have begun a little later than the run was asked for.
        if self._engine_vm.stopping():
            self.cancel()
        else:
            self._timer = self._loop.call_later(_LOOK_AGAIN, self._expire)

    def cancel(self) -> None:
        """Let the script wait for nothing any more.  From any thread."""
        self._closed = True
        settled = self._settled
        if settled is not None and not self._told:
            settled.put((None, ScriptStopped()))
            with contextlib.suppress(RuntimeError):  # the loop is closed
                self._loop.call_soon_threadsafe(self._cancel_task)
            self._told = True

    def _cancel_task(self) -> None:
        if self._task is not None:
            self._task.cancel()

    async def finish(self) -> bool:
        """Wait until no coroutine is under way; whether this task was cancelled meanwhile."""
        return self._task is not None and await _finish(self._task)


class AsyncRunDriver(RunDriver):
    """Drives one run until it has ended, on a loop."""

    __slots__ = ("__weakref__", "_answering", "_bridge", "_heard", "_over", "_user")

    def __init__(
        self,
        user: VMUser,
        engine_vm: EngineVM,
        table: HostTable,
        options: Options = NOTHING_GIVEN,
    ) -> None:
        super().__init__(engine_vm, table, options)
        self._user = user
        self._bridge: _Bridge | None = None
        self._heard = asyncio.Event()
        self._answering: asyncio.Task[bytes] | None = None
        self._over = False  # the answer would come too late

    async def run(self, job: Job) -> ScriptResult:
        """Begin the run and wait for its end.

        Whatever is raised meanwhile, cancellation for one, stops the script
        first.
        """
        user = self._user
        loop = user.loop
        engine_vm, table = self._engine_vm, self._table
        assert table is not None
        wall_time = job.limits.wall_time
        # Where the clock stands while the host works, no wait is too long.
        counted = wall_time is not None and not job.spare_host_time
        deadline = loop.time() + (wall_time or 0.0) if counted else None
        self._bridge = table.bridge = _Bridge(loop, engine_vm, deadline)
        tag = next(_tags)
        user.leave = functools.partial(self._leave, loop, tag)
        with Cleanup(user.run_is_over):
            runs = _LoopRuns.join(loop, tag, self._on_wakeup)
            engine_vm.start(job._replace(wakeup=runs.wakeup, wakeup_tag=tag))
            try:
                await self._converse()
            except GeneratorExit:
                # The coroutine is thrown away, so nothing can be awaited.
                self._bridge.cancel()
                self._stop_now()
                raise
            except BaseException as error:
                if await self._stop() and isinstance(error, Exception):
                    raise asyncio.CancelledError from error
                raise
            return self._result()

    def _leave(self, loop: asyncio.AbstractEventLoop, tag: int) -> None:
        """Whatever came of the run: leave nothing of it on the loop; can be done again."""
        engine_vm, table = self._engine_vm, self._table
        assert table is not None
        if engine_vm.running():  # Ctrl-C has ended the wait for it
            table.cancel()
            stop(engine_vm)
        table.bridge = None
        engine_vm.leave_wakeup()
        _LoopRuns.leave(loop, tag)

    def _stop_now(self) -> None:
        if not self._user.has_left:  # else the VM is somebody else's
            stop(self._engine_vm)

    def _on_wakeup(self) -> None:
        engine_vm = self._engine_vm
        self._heard.set()
        if engine_vm.stopping() or not engine_vm.running():
            assert self._bridge is not None
            self._bridge.cancel()
            if self._answering is not None:
                self._over = True
                self._answering.cancel()

    async def _converse(self) -> None:
        engine_vm, heard = self._engine_vm, self._heard
        while True:
            heard.clear()
            event = engine_vm.wait(0.0)
            if event is Event.DONE:
                break
            if event is Event.OUTPUT_READY:
                await self._hand_on()
            elif event is Event.INPUT_WANTED:
                await self._answer()
            elif event is Event.TIMEOUT:
                await heard.wait()
        if self._streams:
            await self._hand_on(final=True)

    async def _hand_on(self, final: bool = False) -> None:
        for stream, text in self._take(final):
            if stream.sink is not None:
                outcome: Any = stream.sink(text)
                if inspect.isawaitable(outcome):
                    await outcome

    async def _answer(self) -> None:
        await self._hand_on()
        assert self._ask is not None
        answer: Any = self._ask(*self._printed_since())
        if inspect.isawaitable(answer):
            answer = await self._unless_over(answer)
        self._engine_vm.give_input(answer)

    async def _unless_over(self, answer: Awaitable[bytes]) -> bytes:
        """The answer, or nothing if the script ends before it is there: a limit, an interrupt."""
        task: asyncio.Task[bytes] = task_of(answer, asyncio.get_running_loop())
        self._answering = task
        if not self._engine_vm.running():
            self._over = True
            task.cancel()
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError:
            task.cancel()
            await _finish(task)
            raise
        finally:
            self._answering = None
        if task.cancelled() and self._over:
            return b""
        return task.result()

    async def _stop(self) -> bool:
        """Stop the script and wait for its end; whether this task was cancelled meanwhile."""
        engine_vm, heard, bridge = self._engine_vm, self._heard, self._bridge
        assert bridge is not None
        cancelled = False
        bridge.cancel()
        engine_vm.interrupt()
        try:
            while True:
                heard.clear()
                if not engine_vm.running():
                    break
                try:
                    await heard.wait()
                except asyncio.CancelledError:
                    cancelled = True
            return await bridge.finish() or cancelled
        except GeneratorExit:
            self._stop_now()
            raise


async def _finish(task: asyncio.Task[Any]) -> bool:
    """Wait for the end of a task that was cancelled; whether this one was meanwhile."""
    cancelled = False
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError:
            cancelled = True
    return cancelled
