"""What a host and its zygote hold: descriptors, threads, processes, memory, mappings."""

from __future__ import annotations

import ctypes
import gc
import os
import time
from dataclasses import dataclass
from pathlib import Path

from worker_processes import workers, zygote_and_workers

STOCK = 16
"""How many workers are made ahead at most (csrc/client/stock.h)."""

SETTLES = 10.0
"""Seconds after which what ends by itself has ended."""


@dataclass(frozen=True)
class Held:
    """What one process has."""

    descriptors: int
    threads: int
    mappings: int
    memory: int
    """Bytes of anonymous memory that are resident."""

    @classmethod
    def of(cls, process: int) -> Held:
        folder = Path(f"/proc/{process}")
        status = dict(
            line.split(":", 1) for line in (folder / "status").read_text().splitlines() if line
        )
        return cls(
            len(list((folder / "fd").iterdir())),
            int(status["Threads"]),
            len((folder / "maps").read_text().splitlines()),
            int(status["RssAnon"].split()[0]) * 1024,
        )


@dataclass(frozen=True)
class Everything:
    """What a host, its zygote and its workers have."""

    host: Held
    zygote: Held
    workers: int

    @classmethod
    def now(cls) -> Everything:
        gc.collect()
        ctypes.CDLL(None).malloc_trim(0)
        zygote, found = zygote_and_workers()
        return cls(Held.of(os.getpid()), Held.of(zygote), len(found))

    def grown(self, before: Everything) -> list[str]:
        """What is more than it was, by more than an allocator's or a stock's moods."""
        found = []
        more = max(0, self.workers - before.workers)
        if more > STOCK:
            found.append(f"workers: {before.workers} -> {self.workers}")
        for name in ("host", "zygote"):
            old, new = getattr(before, name), getattr(self, name)
            for what, most in (
                ("descriptors", 0),
                ("threads", 0),
                ("mappings", 16 + 4 * more),
                ("memory", 2_000_000),
            ):
                grown = getattr(new, what) - getattr(old, what)
                if grown > most:
                    found.append(f"{name}: {grown} more {what}")
        return found


def settled(before: Everything) -> list[str]:
    """What has grown and stays so: what ends by itself is waited for, as nobody tells."""
    end = time.monotonic() + SETTLES
    while (grown := Everything.now().grown(before)) and time.monotonic() < end:
        time.sleep(0.1)
    return grown


__all__ = ["Everything", "Held", "settled", "workers"]
