"""How a run ended: one enumeration for scripts and programs."""

from __future__ import annotations

import enum


class Status(str, enum.Enum):
    """How a script or a program ended.

    The value is the lower-case name, so a status can be written to JSON as it
    is and compared with a plain string: ``result.status == "steps"``.

    A status says what ended the run, not how far the run got: the result has
    what was printed before, and its usage what was used.
    """

    OK = "ok"
    """It ran to its end.  Scripts: also ``exit()`` and ``exit(0)``.
    Programs: exit code 0."""

    ERROR = "error"
    """It ended by its own fault.  Scripts: an uncaught exception or a syntax
    error; the VM keeps its globals.  Programs: an exit code other than 0."""

    STEPS = "steps"
    """Scripts only.  The step limit was reached, and the script was stopped before
    the bytecode that would have been one too many.  The VM keeps its globals."""

    MEMORY = "memory"
    """The memory limit was reached.  Scripts: normally stopped at a bytecode,
    with the globals kept; a single request for more memory than there is ends
    the run at once, and the VM is restored (``result.restored``).
    Programs: killed."""

    OUTPUT = "output"
    """More was written to stdout or stderr, or to a script's files, than the
    limit allows (``result.error.limit`` says which).  What fits is kept, the
    rest is dropped, and the run is stopped."""

    WALL_TIME = "wall_time"
    """The wall-clock time was used up."""

    CPU_TIME = "cpu_time"
    """The CPU time was used up (scripts: of the script's thread; programs: of
    the whole process tree)."""

    INTERRUPTED = "interrupted"
    """The host stopped it: ``interrupt()``, Ctrl-C, a cancelled task."""

    CRASHED = "crashed"
    """Scripts only.  The engine itself failed (a fault, an abort, a stack
    overflow in native code), or the script's process ended or was ended; that was
    contained and the VM was restored."""

    SIGNALED = "signaled"
    """Programs only.  A signal that pkhost did not send ended the program."""

    NOT_STARTED = "not_started"
    """Programs only.  The program could not be executed (missing, not
    executable, bad format…); nothing of it ever ran."""

    SANDBOX_FAILED = "sandbox_failed"
    """Programs only.  A protection that was asked for could not be set up, and
    nothing of the program ever ran; or (profile ``"none"``) the program killed
    its supervisor."""

    @property
    def is_limit(self) -> bool:
        """Whether one of the caller's limits ended the run."""
        return self in _LIMITS

    def __str__(self) -> str:
        return self.value


_LIMITS = frozenset(
    {
        Status.STEPS,
        Status.MEMORY,
        Status.OUTPUT,
        Status.WALL_TIME,
        Status.CPU_TIME,
    }
)
