"""What a run used: one record for scripts and programs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Usage:
    """What one run used.  pkhost measures it; scripts and programs cannot change it.

    Of an isolated script it is measured in the script's process.  A script that has taken
    that process over can report any numbers within its limits; the host counts the
    output itself.

    A field is ``None`` if the kind of run does not have it (a program has
    no steps), or if it could not be measured.
    """

    wall_time: float
    """Seconds between start and end, on the monotonic clock."""

    cpu_time: float
    """Seconds of processor time.  Scripts: of the script's thread while it was
    inside the engine.  Programs: user plus system time of the whole tree."""

    peak_memory: int | None
    """The largest amount of memory in use at one time, in bytes.  Scripts: of the
    VM, its own needs included.  Programs: of the program, or of the whole process
    tree if a control group measures it."""

    stdout_bytes: int
    """Bytes that were kept of stdout (never more than the limit)."""

    stderr_bytes: int
    """Bytes that were kept of stderr (never more than the limit)."""

    steps: int | None = None
    """Scripts: the number of executed bytecodes, plus one for each item that native
    code iterated over.  ``None`` if the run had ``steps=None`` (nothing was counted),
    if a fork ended the run in the child process, if the script's process ended before it
    could tell, and for programs."""

    user_time: float | None = None
    """Programs: the part of ``cpu_time`` spent in the program's own code."""

    system_time: float | None = None
    """Programs: the part of ``cpu_time`` spent in the kernel for it."""

    context_switches: int | None = None
    """Programs: voluntary and involuntary context switches."""
