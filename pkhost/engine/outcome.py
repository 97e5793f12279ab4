"""The outcome of a run, and the view of a paused run."""

# Annotations are evaluated here: typing.NamedTuple compiles those that are text, one by one.
import enum
from typing import NamedTuple

from ..results import ErrorInfo, TracebackEntry
from ..status import Status
from ..usage import Usage
from .job import Kind

__all__ = ["Event", "Outcome", "Stream", "View"]


class Event(enum.Enum):
    """Why :meth:`EngineVM.wait` came back.  The names are those of ``enum pkhost_answer``."""

    DONE = enum.auto()
    """The run has ended: see :meth:`EngineVM.outcome`."""

    TIMEOUT = enum.auto()
    """The time is over; the run goes on."""

    SIGNALED = enum.auto()
    """The thread may have got a signal: let Python see to it, and wait again."""

    OUTPUT_READY = enum.auto()
    """There is output to take."""

    INPUT_WANTED = enum.auto()
    """The script waits for :meth:`EngineVM.give_input`."""

    PAUSED = enum.auto()
    """The run is paused."""


class Stream(enum.Enum):
    """An output stream.  The names are those of ``enum pkhost_stream``."""

    STDOUT = enum.auto()
    STDERR = enum.auto()

    __hash__ = object.__hash__  # an enum's own is Python's code, and slow


class Outcome(NamedTuple):
    """How a run ended, and what it left behind."""

    kind: Kind
    """What the run did."""

    status: Status

    error: ErrorInfo | None
    """Why, if the status is not ``OK``."""

    host_error: int
    """The host's number of its exception that ended the script; 0 if none did."""

    value: bytes | None
    """The value that it gave, packed; ``None`` if there is none, or it is ``None``."""

    stdout: str
    """What was not taken with :meth:`EngineVM.take_output`."""

    stderr: str
    usage: Usage

    restored: bool
    """Whether the VM was put back to what it was when new."""

    exit_code: int | None
    """What the script gave to ``exit()``, if it ended by that."""

    exit_message: str | None
    """The text that it gave to ``SystemExit`` in place of a number."""

    files: bytes
    """The files that it wrote, as ``unpack_files`` takes them; empty if there are none."""

    protections: dict[str, str]
    """What confined it: see :meth:`Home.protections`.  Not to be changed."""


class View(NamedTuple):
    """Where a paused run is."""

    traceback: tuple[TracebackEntry, ...]

    variables: bytes
    """Of the innermost frame, packed: an array of ``[name, type, value]``, each as
    bytes; ``value`` is packed itself, or ``None`` if it cannot leave the VM or is large."""
