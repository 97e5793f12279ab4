"""The running event loop: asyncio's, or an error that says what to do instead."""

from __future__ import annotations

import asyncio

from .errors import MisuseError

__all__ = ["running_loop"]


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
