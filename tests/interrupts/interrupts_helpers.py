"""Calls something again and again, with Ctrl-C at one place after another."""

from __future__ import annotations

import asyncio
import contextlib
import faulthandler
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

import homes

PATIENCE = 60.0
"""Seconds in which each call has to end; else the test run is ended, with a traceback."""

STORMS = ((0, 0), (1, 40), (6, 9))
"""How many more signals come after the first, and how many bytecodes apart."""


EVERY_STORM = "PKHOST_EVERY_STORM" in os.environ
"""Whether storms begin at every place too, which takes minutes."""


IN_PROCESSES = 5
"""How many times as far apart the places are where scripts run in processes.

All of the Python code that is interrupted is the same in both homes, and is so at every place in
the other home.  What differs is in C, where there is none.
"""


def places(storm: tuple[int, int], single: int = 1) -> int:
    """How many bytecodes apart the first signals are: ``single`` if there is no other."""
    if EVERY_STORM:
        return single
    apart = single if homes.current() == "thread" else IN_PROCESSES * single
    return apart if storm == (0, 0) else 11 * apart


class At:
    def __init__(self, call: Callable[..., tuple[bool, Any]]) -> None:
        self._call = call

    def every_place(
        self,
        function: Callable[[], Any],
        check: Callable[[], object],
        *,
        storm: tuple[int, int] = (0, 0),
        stride: int = 1,
        in_traceback: bool = True,
        within: str = "",
        always: bool = False,
    ) -> int:
        """Call ``function`` with Ctrl-C at its 1st, 2nd, 3rd … place until it ends without.

        ``check`` is called after each, while the traceback is alive if
        ``in_traceback``.  ``within`` restricts the places to files with this in
        their path.  ``always``: what Ctrl-C raises has to come out of the call.
        Returns how often the call was interrupted.
        """
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
        ignored, sys.unraisablehook = sys.unraisablehook, lambda _: None
        interrupted, n, reached = 0, 1, True
        try:
            function()  # what is made at first use only is there
            check()
            while reached:
                faulthandler.dump_traceback_later(PATIENCE, exit=True)
                try:
                    reached, _ = self._call(function, within, n, *storm)
                    assert not (reached and always), f"Ctrl-C at place {n} came to nothing"
                except KeyboardInterrupt:
                    interrupted += 1
                    if in_traceback:
                        check()
                check()
                n += stride
        finally:
            faulthandler.cancel_dump_traceback_later()
            sys.unraisablehook = ignored
        assert interrupted > 0
        return interrupted


def descriptors() -> int:
    gc.collect()
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208


def threads() -> int:
    return threading.active_count()


def descriptors_but_sockets() -> int:
    """All but sockets, one of which Ctrl-C in Python's own socket.socketpair() leaves behind."""
    gc.collect()
    links = []
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208
        with contextlib.suppress(FileNotFoundError):
            links.append(os.readlink(f"/proc/self/fd/{name}"))  # noqa: PTH115
    return sum(not link.startswith("socket:") for link in links)


def tidy_up_behind_asyncio() -> None:
    """What Ctrl-C in its own clean-up leaves behind."""
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    asyncio._set_running_loop(None)
    asyncio.set_event_loop(None)
    sys.set_asyncgen_hooks(None, None)
    gc.collect()
