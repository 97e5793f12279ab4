"""The input of a run."""

# Annotations are evaluated here: typing.NamedTuple compiles those that are text, one by one.
import enum
from typing import TYPE_CHECKING, NamedTuple, Optional

from ..limits import Limits

if TYPE_CHECKING:
    from .wakeup import EngineWakeup

__all__ = ["Job", "Kind"]


class Kind(enum.Enum):
    """What a run does.  The names are those of ``enum pkhost_kind``."""

    EXECUTE = enum.auto()
    """Run a script; ``payload`` is a map of globals to set first, or empty."""

    EVALUATE = enum.auto()
    """Evaluate an expression."""

    CALL = enum.auto()
    """Call what ``source`` names; ``payload`` is ``[list, map]`` of arguments."""

    SET = enum.auto()
    """Set the global that ``source`` names to ``payload``."""

    GET = enum.auto()
    """Get what ``source`` names."""

    EXPOSE = enum.auto()
    """Make functions of the host's known; ``payload`` is a list of ``[module or None,
    name, signature, number, docstring or None]``."""

    CHECK = enum.auto()
    """Compile a script and do not run it; the value is a list of what may be wrong with it."""


class Job(NamedTuple):
    """What one run is given.  Nothing of it is kept once the run has begun."""

    source: bytes
    """UTF-8 without NUL: a script, an expression or a name, as ``kind`` says."""

    filename: str
    """The name of the source in tracebacks."""

    limits: Limits
    """``memory`` is at most what the VM was made with."""

    kind: Kind = Kind.EXECUTE

    payload: bytes = b""
    """Values that the run is given, packed: see :class:`Kind`."""

    stdin: bytes = b""
    """What the script can read at first."""

    input_on_demand: bool = False
    """When that is used up the run waits (``INPUT_WANTED``); else its input ends."""

    stream_output: bool = False
    """Output is taken as it comes (``OUTPUT_READY``), with
    :meth:`EngineVM.take_output`; else all of it is in the outcome."""

    want_value: bool = False
    """Of a script: pack the value of its last statement, if that is an expression."""

    interactive: bool = False
    """Of a script: print the value of each statement that is an expression."""

    spare_host_time: bool = False
    """The wall clock stands while a function of the host's runs."""

    has_importer: bool = False
    """Ask the host for modules that PocketPy has not."""

    files: bytes = b""
    """The files that the script finds, as ``pack_files`` makes them."""

    files_quota: int = 0
    """Bytes of names and contents that files may have, those given included."""

    deterministic: bool = False
    """Time and chance are the run's own.  Needs a limit on steps."""

    seed: int = 0
    """Of a deterministic run: where its ``random`` begins."""

    start_time: int = 0
    """Of a deterministic run: its clock at the start, in nanoseconds since 1970."""

    reset_after: bool = False
    """Put the VM back to new as soon as the end was announced."""

    wakeup: Optional["EngineWakeup"] = None
    """What hears when the run wants attention."""

    wakeup_tag: int = 0
    """By which the wakeup tells this run."""

    pausable: bool = False
    """Whether the run can be paused, which costs it a stack of its own."""

    begin_paused: bool = False
    """Begin paused; it needs to be ``pausable``."""
