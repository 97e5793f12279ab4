"""Doing many things with the VMs of a pool, the results in order.

The threads here share nothing with the thread that iterates but operations
that are one step each: a queue, and what a thread writes about an item when
it is done.  A future, a condition or an executor would do more in more steps,
and what Ctrl-C leaves locked in the middle of one of them stays so for ever.
"""

from __future__ import annotations

import _thread
import contextlib
import queue
import sys
import threading
import weakref
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .._ownership import Cleanup
from ..errors import EngineError

if TYPE_CHECKING:
    from .vm import VM

__all__ = ["Progress", "mapped"]

Progress = Callable[[int, "int | None"], object]
"""Called with how many are done, and of how many, if that is known."""

_T = TypeVar("_T")

# How often to stop, again, scripts that are not wanted any more: a function
# that was given a VM may begin another.
_STOP_AGAIN = 0.01
# How long whoever waits may overlook that there is something: a signal that
# comes just before a wait interrupts nothing.
_LOOK_AGAIN = 0.05
# How often an idle thread looks whether it is still wanted.
_STILL_WANTED = 1.0
_NO_THREAD = (
    "map needs a thread, and the system allows no more; lower the number of running scripts, "
    "or raise the limit on processes (ulimit -u)"
)


class _Task(Generic[_T]):
    """One item, and what came of it."""

    __slots__ = ("done", "error", "item", "result")

    def __init__(self, item: Any) -> None:
        self.item = item
        self.result: _T | None = None
        self.error: BaseException | None = None
        self.done = False


class _Shared(Generic[_T]):
    """What the threads know."""

    def __init__(
        self,
        borrow: Callable[[], AbstractContextManager[VM]],
        work: Callable[[VM, Any], _T],
    ) -> None:
        self.borrow = borrow
        self.work = work
        self.tasks: queue.SimpleQueue[_Task[_T] | None] = queue.SimpleQueue()
        # Something has changed: a task is done, a thread has ended.
        self.news: queue.SimpleQueue[None] = queue.SimpleQueue()
        self.stopping = False
        self.used: dict[int, VM] = {}  # by the thread that has it
        self.threads: set[int] = set()  # that run


def _start(shared: _Shared[_T], owner: weakref.ref[_Owner]) -> bool:
    """Begin a thread, if there may be one more.  It begins in two steps, the second of which is
    no business of the main thread's: Thread.start() has a lock that Ctrl-C could leave locked.
    """

    def begin() -> None:
        second = threading.Thread(
            target=_worker, args=(shared, owner), name="pkhost-pool", daemon=True
        )
        try:
            second.start()
        except RuntimeError:  # there may be no more than this one, so this one does it
            _worker(shared, owner)

    try:
        _thread.start_new_thread(begin, ())
    except RuntimeError:
        return False
    return True


def _worker(shared: _Shared[_T], owner: weakref.ref[_Owner]) -> None:
    me = _thread.get_ident()
    # Known before it looks whether to stop: who stops it waits for it, or it does nothing.
    shared.threads.add(me)
    try:
        while not shared.stopping:
            try:
                task = shared.tasks.get(timeout=_STILL_WANTED)
            except queue.Empty:
                if owner() is None or not threading.main_thread().is_alive():
                    return
                continue
            if task is None:
                return
            _do(shared, task)
            shared.news.put(None)
            del task
    finally:
        shared.threads.discard(me)
        shared.news.put(None)


def _do(shared: _Shared[_T], task: _Task[_T]) -> None:
    me = _thread.get_ident()
    try:
        with shared.borrow() as vm:
            shared.used[me] = vm
            try:
                if not shared.stopping:
                    task.result = shared.work(vm, task.item)
            finally:
                shared.used.pop(me, None)
    except BaseException as error:
        task.error = error
    task.done = True


class _Owner:
    """Goes with the iterator."""


def _end(shared: _Shared[Any]) -> None:
    """Stop what is under way, and wait until it has ended."""
    shared.stopping = True
    # At the very end of the process its threads have been frozen.
    while shared.threads and not sys.is_finalizing():
        for _ in range(len(shared.threads)):
            shared.tasks.put(None)
        for vm in tuple(shared.used.values()):
            vm.interrupt()
        with contextlib.suppress(queue.Empty):
            shared.news.get(timeout=_STOP_AGAIN)


def mapped(
    borrow: Callable[[], AbstractContextManager[VM]],
    size: int,
    work: Callable[[VM, Any], _T],
    items: Iterable[Any],
    total: int | None,
    progress: Progress | None,
) -> Iterator[_T]:
    """``work(vm, item)`` for each of ``items``, in ``size`` threads; the results in order."""
    following = iter(items)
    ordered: deque[_Task[_T]] = deque()
    done: set[_Task[_T]] = set()
    count = started = 0
    shared = _Shared(borrow, work)
    owner = _Owner()
    with Cleanup(lambda: _end(shared)):
        while True:
            while len(ordered) < 2 * size:
                try:
                    task: _Task[_T] = _Task(next(following))
                except StopIteration:
                    break
                ordered.append(task)
                shared.tasks.put(task)
                if started < min(size, len(ordered)):
                    if _start(shared, weakref.ref(owner)):
                        started += 1
                    elif started == 0:
                        raise EngineError(_NO_THREAD)
            if not ordered:
                return
            while ordered[0] not in done:
                with contextlib.suppress(queue.Empty):
                    shared.news.get(timeout=_LOOK_AGAIN)
                new = [task for task in ordered if task.done and task not in done]
                done.update(new)
                count += len(new)
                if progress is not None and new:
                    progress(count, total)
            task = ordered.popleft()
            done.discard(task)
            if task.error is not None:
                raise task.error
            yield task.result  # type: ignore[misc]
