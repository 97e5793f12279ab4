"""The running event loop, asyncio's or an error that says what to do instead; and tasks on it."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from typing import Any

from ._ownership import Cleanup
from .errors import MisuseError

__all__ = ["discard", "running_loop", "task_of"]


def running_loop() -> asyncio.AbstractEventLoop:
    """asyncio's running loop.  ``MisuseError`` if another library's awaits, or none."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        raise MisuseError(
            "this has to be awaited in an event loop of asyncio, which does not run here; with "
            "trio or another library call the function without _async in a thread, such as "
            "`await trio.to_thread.run_sync(vm.run, source)`"
        ) from None


def task_of(
    awaitable: Awaitable[Any],
    loop: asyncio.AbstractEventLoop,
    then: Callable[[], Awaitable[object]] | None = None,
) -> asyncio.Task[Any]:
    """A task that awaits what a function of the caller's gave, and then what ``then()`` gives.

    A task that is cancelled before its first step never awaits it; then it is discarded.
    """
    settling = _settle(awaitable, then)
    with Cleanup(lambda: discard(settling, awaitable), only_on_failure=True):
        task = loop.create_task(settling)
        task.add_done_callback(lambda _: discard(awaitable))
        return task


async def _settle(awaitable: Awaitable[Any], then: Callable[[], Awaitable[object]] | None) -> Any:
    value = await awaitable
    if then is not None:
        await then()
    return value


def discard(*awaitables: object) -> None:
    """Nobody will await them, and that is no mistake.  Harmless for what has ended."""
    for each in awaitables:
        if inspect.iscoroutine(each):
            each.close()
