"""The processes that serve a host: found by the memory that they share with it.

pkhost tells no process ids, for the host has none.  What the kernel says of mappings is enough: a
lane is a file in memory (memfd) that the host and one worker have mapped, and the zygote its words.
"""

from __future__ import annotations

import os
import select
import signal
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from pkhost import VM, Limits, Status

PATIENCE = 60.0


def _lanes(process: int | str) -> set[str]:
    """The shared files in memory that a process has mapped, by device and inode."""
    found = set()
    for line in Path(f"/proc/{process}/maps").read_text().splitlines():
        _, access, _, device, inode, *name = line.split(maxsplit=5)
        if access.endswith("s") and name and name[0].startswith("/memfd:"):
            found.add(f"{device} {inode}")
    return found


def _parent(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])


def ours(host: int | None = None) -> set[int]:
    """All processes that share a lane with this host, which is this process if none is named."""
    host = host or os.getpid()
    lanes, found = _lanes(host), set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != host:
            # One may end meanwhile, and has no mappings then.
            with suppress(OSError):
                if lanes & _lanes(entry.name):
                    found.add(int(entry.name))
    return found


def zygote_and_workers(host: int | None = None) -> tuple[int, set[int]]:
    """The zygote's process id, and those of the workers that are its children."""
    found = ours(host)
    parents = set()
    for process in found:
        with suppress(OSError):
            parents.add(_parent(process))
    zygotes = parents & found or found
    assert len(zygotes) == 1, (zygotes, found)
    zygote = zygotes.pop()
    return zygote, found - {zygote}


def workers(host: int | None = None) -> set[int]:
    return zygote_and_workers(host)[1] if ours(host) else set()


def kill(process: int, number: int = signal.SIGKILL, host: int | None = None) -> bool:
    """Send a signal to a process that is found to be ours by that very process's mappings.

    False if it is gone, or somebody else has its id by now.
    """
    with suppress(OSError):
        handle = os.pidfd_open(process)
        try:
            if _lanes(process) & _lanes(host or os.getpid()):
                signal.pidfd_send_signal(handle, number)
                return True
        finally:
            os.close(handle)
    return False


class Watched:
    """Processes whose end is waited for, whoever's children they are."""

    def __init__(self, processes: Iterable[int]) -> None:
        self._handles = {process: os.pidfd_open(process) for process in processes}

    def wait(self, timeout: float = PATIENCE, but: int = 0) -> set[int]:
        """Wait until all have ended, but for so many; those that have not."""
        end = time.monotonic() + timeout
        left = dict(self._handles)
        while len(left) > but:
            ready, _, _ = select.select(left.values(), [], [], max(0.0, end - time.monotonic()))
            if not ready:
                break
            left = {process: handle for process, handle in left.items() if handle not in ready}
        for handle in self._handles.values():
            os.close(handle)
        self._handles = {}
        return set(left)


def ended(process: int, timeout: float = PATIENCE) -> bool:
    """Wait for the end of one process that may have ended already."""
    try:
        return not Watched([process]).wait(timeout)
    except ProcessLookupError:
        return True


def resident_bytes() -> int:
    """Memory of this process and of its workers that is their own: anonymous pages, resident."""
    total = 0
    for process in (os.getpid(), *workers()):
        with suppress(OSError):
            for line in Path(f"/proc/{process}/status").read_text().splitlines():
                if line.startswith("RssAnon:"):
                    total += int(line.split()[1]) * 1024
    return total


def its_worker(vm: VM) -> int:
    """The process of this VM: the one that has used processor time when it runs for long."""
    before = {process: cpu_ticks(process) for process in workers()}
    run = vm.start("while True: pass", limits=Limits(steps=None, wall_time=None, cpu_time=None))
    try:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for process in workers():
                if cpu_ticks(process) > before.get(process, 0) + 3:
                    return process
            time.sleep(0.01)
    finally:
        run.interrupt()
        assert run.result(PATIENCE).status is Status.INTERRUPTED
    raise AssertionError("no worker runs the script")


def cpu_ticks(process: int) -> int:
    try:
        with open(f"/proc/{process}/stat") as file:  # noqa: PTH123
            return int(file.read().rpartition(")")[2].split()[11])
    except OSError:
        return 0
