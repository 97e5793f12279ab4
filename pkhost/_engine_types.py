"""What crosses the border to the engine, in types of Python's: see ``_native.py``."""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from .limits import Limits

if TYPE_CHECKING:
    from ._native import NativeWakeup

__all__ = ["Answers", "Event", "Job", "Kind"]


class Answers(Protocol):
    """What does the things that a script asks of the host.

    All are called on the engine's threads.  A reply of ``None`` stops the
    script.
    """

    direct: list[Callable[..., Any] | None]
    """By number: a function that takes what the script gave, in this order, and
    can be called without :meth:`answer`; ``None`` if it cannot."""

    is_asked_here: Callable[[], bool]
    """Whether this thread is in a function that the script waits for."""

    def answer(self, function: int, data: bytes) -> bytes | None:
        """Call a function, by its number, with packed arguments; the reply."""

    def gave(self, value: Any) -> bytes | None:
        """The reply for what a function gave."""

    def raised(self, error: BaseException) -> bytes | None:
        """The reply for what a function raised."""


class Event(enum.Enum):
    """Why :meth:`NativeVM.wait` came back."""

    DONE = 0
    TIMEOUT = 1
    SIGNALED = 2
    OUTPUT_READY = 3
    INPUT_WANTED = 4
    PAUSED = 5


class Kind(enum.IntEnum):
    """What a run does (enum pkhost_kind)."""

    EXECUTE = 0
    EVALUATE = 1
    CALL = 2
    SET = 3
    GET = 4
    EXPOSE = 5


class Job(NamedTuple):
    """What one run is given (struct pkhost_request)."""

    source: bytes
    filename: str
    limits: Limits
    kind: int = Kind.EXECUTE
    payload: bytes = b""
    stdin: bytes = b""
    input_on_demand: bool = False
    stream_output: bool = False
    want_value: bool = False
    interactive: bool = False
    spare_host_time: bool = False
    has_importer: bool = False
    files: bytes = b""
    files_quota: int = 0
    deterministic: bool = False
    seed: int = 0
    start_time: int = 0
    reset_after: bool = False
    wakeup: NativeWakeup | None = None
    wakeup_tag: int = 0
    slice: int = -2
