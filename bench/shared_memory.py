"""The processes that serve this one's VMs, and their memory, as the kernel tells it.

pkhost has no process ids of them, but they share memory with it: files in memory (memfd) that
both have mapped.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

__all__ = ["proportional_set_size", "workers_of_this_process"]


def _shared_files(process: str) -> set[str]:
    """Device and inode of the files in memory that a process shares."""
    found = set()
    for line in Path(f"/proc/{process}/maps").read_text().splitlines():
        _, access, _, device, inode, *name = line.split(maxsplit=5)
        if access.endswith("s") and name and name[0].startswith("/memfd:"):
            found.add(f"{device} {inode}")
    return found


def workers_of_this_process() -> list[str]:
    """The process ids of the workers and of the zygote, which has a part of each lane."""
    ours, found = _shared_files("self"), []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and entry.resolve() != Path("/proc/self").resolve():
            with suppress(OSError):  # it has ended, or is another user's
                if ours & _shared_files(entry.name):
                    found.append(entry.name)
    return found


def proportional_set_size(processes: Iterable[str]) -> int:
    """Bytes of the proportional set sizes of this process and of these, in all."""
    total = 0
    for process in ("self", *processes):
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
        total += sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
    return total * 1024
