"""What a run used: one record for scripts and programs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Usage:
    """What one run used.  Measured by pkhost, never reported by the guest.

    A field is ``None`` where the kind of run has no such thing (a program has
    no steps) or where it could not be measured.
    """

    wall_time: float
    """Seconds between start and end, on the monotonic clock."""

    cpu_time: float
    """Seconds of processor time.  Scripts: of the worker thread while it was
    inside the engine.  Programs: user plus system time of the whole tree."""

    peak_memory: int | None
    """The most memory in use at one time, in bytes.  Scripts: of the VM's
    region, the VM's own needs included.  Programs: of the program, or of the
    whole tree where a cgroup measures it."""

    stdout_bytes: int
    """Bytes that were accepted on stdout (never more than the limit)."""

    stderr_bytes: int
    """Bytes that were accepted on stderr (never more than the limit)."""

    steps: int | None = None
    """Scripts: bytecodes executed, plus one an item that native code iterated
    over.  ``None`` when the run had ``steps=None`` (nothing was counted), in
    a child whose fork cut it off, and for programs."""

    user_time: float | None = None
    """Programs: the part of ``cpu_time`` spent in the program's own code."""

    system_time: float | None = None
    """Programs: the part of ``cpu_time`` spent in the kernel for it."""

    context_switches: int | None = None
    """Programs: voluntary and involuntary context switches."""
