"""Results: how a run ended and what it gave, the same for scripts and programs."""

from __future__ import annotations

import math
from binascii import b2a_base64
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, TypeVar

from ._exception import PkhostError
from ._text import last_lines
from .limits import LimitName
from .status import Status
from .usage import Usage

__all__ = [
    "ErrorInfo",
    "Interrupted",
    "LimitExceeded",
    "ProgramEnded",
    "ProgramError",
    "ProgramResult",
    "Result",
    "ResultError",
    "ScriptError",
    "ScriptResult",
    "TracebackEntry",
]

_Self = TypeVar("_Self", bound="Result")

if TYPE_CHECKING:
    from typing_extensions import TypeVar as _TypeVar  # one with a default

    _Output = _TypeVar("_Output", bound=str | bytes, default=str)
else:
    _Output = TypeVar("_Output")


@dataclass(frozen=True, slots=True)
class TracebackEntry:
    """One line of a traceback, as data."""

    file: str
    """The name given to the source: ``filename=`` of the run, a module's name."""

    line: int
    """Line number, from 1; 0 where it is not known."""

    function: str | None
    """The function's name; ``None`` at the top level of a file."""

    source: str | None
    """The text of the line without its indentation; ``None`` if unknown."""

    column: int | None = None
    """Where in the line, in characters from 1; ``None`` where it is not known.
    Syntax errors have it, and in dialect ``"python"`` calls too."""

    indent: int = 0
    """How many characters of indentation were removed from ``source``; 0 where ``column``
    is not known."""

    @property
    def caret(self) -> int | None:
        """How many characters of ``source`` are before ``column``; ``None`` where the
        source or the column is not known."""
        if not self.source or self.column is None:
            return None
        before = self.column - 1 - self.indent
        return before if 0 <= before <= len(self.source) else None

    def __str__(self) -> str:
        where = f'  File "{self.file}", line {self.line}'
        if self.function is not None:
            where += f", in {self.function}"
        if self.source:
            where += f"\n    {self.source}"
        if self.caret is not None:
            where += f"\n    {' ' * self.caret}^"
        return where


@dataclass(frozen=True, slots=True, repr=False)
class ErrorInfo:
    """Why a run did not end well.

    ``message`` and ``hint`` are for people, and their words may change.
    Programs look at the result's status, at ``type``, ``limit``, ``stream``
    and ``refused``.
    """

    type: str
    """Scripts: the name of the exception's class (``"ValueError"``), or for a
    limit, an interrupt or a crash the status in capitals (``"STEPS"``), which
    is no class that a script could raise.  Programs: the status in capitals."""

    message: str
    """What happened, for people.  Of a script's exception, its text."""

    traceback: tuple[TracebackEntry, ...] = ()
    """Outermost call first, like Python's; for a limit, where the script was
    stopped.  In dialect ``"pocketpy"`` the innermost frames only."""

    limit: LimitName | None = None
    """The limit that was reached, by its field of :class:`pkhost.Limits`.
    Every status that is a limit has one: ``OUTPUT`` has ``"stdout"``,
    ``"stderr"`` or, for a script's files, ``"disk"``.  So has an uncaught
    ``RecursionError`` or ``OSError`` of the engine's that is about the limit
    ``"recursion"`` or ``"disk"``.  ``None``: no limit, or not known which."""

    stream: Literal["stdout", "stderr"] | None = None
    """The stream on which too much was written; ``None`` if none was."""

    refused: str | None = None
    """Scripts: the name that the run's policy refused, if that ended it.  Of an
    ``ImportError`` the module, of a ``NameError`` the hidden builtin."""

    hint: str | None = None
    """What to do about it, in one sentence for people, if pkhost knows of
    something."""

    text: str | None = None
    """Scripts in dialect ``"python"``: an uncaught exception as CPython prints it,
    with its traceback, its causes and its notes, up to 64 KiB; it is the end of
    ``stderr`` too.  ``None`` for limits, and in dialect ``"pocketpy"``."""

    def __str__(self) -> str:
        if self.text is not None:
            return self.text
        lines = []
        if self.traceback:
            lines.append("Traceback (most recent call last):")
            lines.extend(str(entry) for entry in self.traceback)
        lines.append(f"{self.type}: {self.message}" if self.message else self.type)
        return "\n".join(lines)

    def __repr__(self) -> str:
        # Without what is not there: most errors are about no limit.
        given = ((each.name, getattr(self, each.name)) for each in fields(self))
        shown = (f"{name}={value!r}" for name, value in given if value is not None)
        return f"{type(self).__name__}({', '.join(shown)})"


# ---- Exceptions that carry a result ----

# Here, since results raise them and they hold results; users find them in errors.py.
_ERRORS = "pkhost.errors"


class ResultError(PkhostError):
    """``result.check()`` found a run that did not end well.

    ``result`` is the whole result.
    """

    __module__ = _ERRORS
    result: Result

    def __init__(self, message: str, result: Result) -> None:
        super().__init__(message)
        self.result = result

    def __reduce__(self) -> tuple[object, ...]:
        """For pickle, and so for process pools, which send exceptions home."""
        return type(self), (str(self), self.result)


class ScriptError(ResultError):
    """The script ended by an uncaught exception, or its engine crashed."""

    __module__ = _ERRORS
    result: ScriptResult


class ProgramError(ResultError):
    """The program ended with a non-zero exit code or by a signal, or never started."""

    __module__ = _ERRORS
    result: ProgramResult[Any]


class LimitExceeded(ResultError):
    """A limit ended the run; ``result.status`` says which."""

    __module__ = _ERRORS


class Interrupted(ResultError):
    """The host stopped the run."""

    __module__ = _ERRORS


class ProgramEnded(PkhostError, EOFError):
    """A conversation waited for output of a program that has ended.

    ``result`` is its result.
    """

    __module__ = _ERRORS

    def __init__(self, message: str, result: ProgramResult[Any]) -> None:
        super().__init__(message)
        self.result = result

    def __reduce__(self) -> tuple[object, ...]:
        """For pickle: see :class:`ResultError`."""
        return type(self), (str(self), self.result)


# ---- Results ----


@dataclass(frozen=True, kw_only=True)
class Result:
    """How a run ended and what it gave.  The base of script and program results."""

    status: Status
    """How it ended."""

    stdout: str | bytes
    """What it wrote to standard output, up to the limit.  Text, except where
    a program was run with ``text=False``."""

    stderr: str | bytes
    """What it wrote to standard error, up to the limit.  Of a script in dialect
    ``"python"`` the traceback of an uncaught exception too, as CPython prints it."""

    error: ErrorInfo | None
    """Why, if the status is not ``OK``; else ``None``."""

    usage: Usage
    """What it used."""

    @property
    def ok(self) -> bool:
        """Whether the status is ``OK``."""
        return self.status is Status.OK

    def __bool__(self) -> bool:
        """The same as :attr:`ok`: ``if result:`` means ``if result.ok:``."""
        return self.ok

    def check(self: _Self) -> _Self:
        """Return this result if it is ``OK``, else raise.

        Raises ``LimitExceeded`` for a limit, ``Interrupted`` if the host
        stopped the run, else ``ScriptError`` or ``ProgramError``.  Where an
        exception of one of the host's functions ended the run, that is the
        exception's ``__cause__``.
        """
        if self.status is Status.OK:
            return self
        kind: type[ResultError]
        if self.status.is_limit:
            kind = LimitExceeded
        elif self.status is Status.INTERRUPTED:
            kind = Interrupted
        else:
            kind = self._failure
        message = str(self.error) if self.error else self.status.value
        raise kind(message + self._end_of_stderr, self) from self._cause

    def as_dict(self) -> dict[str, Any]:
        """Return the whole result as types that JSON has, ready for ``json.dumps``.

        Fields keep their names.  Records in them become dicts, and the status
        becomes its value.  Output that is ``bytes`` becomes text
        (``errors="replace"``).  In ``value`` and ``files``, tuples and sets
        become lists, keys that are not text become their ``repr()``, bytes
        become base64 text, and floats that are not finite become ``"inf"``,
        ``"-inf"`` or ``"nan"``.  A host's exception becomes one line of text.
        """
        return {each.name: _plain(getattr(self, each.name), each.name) for each in fields(self)}

    @property
    def _cause(self) -> BaseException | None:
        return None

    @property
    def _end_of_stderr(self) -> str:
        """The end of a program's stderr, to follow pkhost's own message."""
        return ""

    _failure: ClassVar[type[ResultError]] = ResultError
    _noun = "run"

    def __str__(self) -> str:
        what = f"{self._noun} {_SAYS[self.status]}"
        used = [f"{_duration(self.usage.wall_time)}"]
        if self.usage.steps is not None:
            used.append(f"{self.usage.steps:,} steps")
        if self.usage.peak_memory is not None:
            used.append(f"{_size(self.usage.peak_memory)} memory")
        line = f"{what} ({', '.join(used)})"
        return line if self.error is None else f"{line}\n{self.error}{self._end_of_stderr}"

    def __repr__(self) -> str:
        parts = [f"status={self.status.name}", f"stdout={_short(self.stdout)}"]
        if self.stderr:
            parts.append(f"stderr={_short(self.stderr)}")
        if self.error is not None:
            parts.append(f"error={_short(f'{self.error.type}: {self.error.message}')}")
        return f"<{type(self).__name__} {' '.join(parts)}>"


_SAYS = {
    Status.OK: "ended well",
    Status.ERROR: "failed",
    Status.STEPS: "was stopped: step limit",
    Status.MEMORY: "was stopped: memory limit",
    Status.OUTPUT: "was stopped: output limit",
    Status.WALL_TIME: "was stopped: wall-time limit",
    Status.CPU_TIME: "was stopped: CPU-time limit",
    Status.INTERRUPTED: "was interrupted",
    Status.CRASHED: "crashed its engine, which was contained",
    Status.SIGNALED: "was ended by a signal",
    Status.NOT_STARTED: "could not be started",
    Status.SANDBOX_FAILED: "was not run to its end: the sandbox failed",
}


def _plain(value: Any, name: str = "") -> Any:
    """Convert a value to types that JSON has; ``name`` is its field's, which decides
    whether bytes are output or data."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, Status):
        return value.value
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, bytes):
        if name in ("stdout", "stderr"):
            return value.decode("utf-8", "replace")
        return b2a_base64(value, newline=False).decode()
    if isinstance(value, Mapping):
        return {
            _plain(key) if isinstance(key, str) else repr(key): _plain(item)
            for key, item in value.items()
        }
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(item) for item in value]
    if isinstance(value, BaseException):
        return f"{type(value).__name__}: {value}"
    if isinstance(value, (ErrorInfo, TracebackEntry, Usage)):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    return repr(value)  # Ellipsis, which a script can return


def _short(text: str | bytes) -> str:
    most = 60
    shown = repr(text[:most])
    return shown if len(text) <= most else f"{shown}…"


def _duration(seconds: float) -> str:
    if seconds < 1e-3:
        return f"{seconds * 1e6:.0f} µs"
    if seconds < 1:
        return f"{seconds * 1e3:.1f} ms"
    return f"{seconds:.2f} s"


def _size(size: int) -> str:
    amount = float(size)
    for unit in ("B", "KiB", "MiB"):
        if amount < 1024:
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1024
    return f"{amount:.1f} GiB"


@dataclass(frozen=True, kw_only=True, repr=False)
class ScriptResult(Result):
    """How a script ended and what it gave."""

    stdout: str
    stderr: str

    restored: bool
    """Whether the VM was restored to its first state, because the run left it in
    a state that cannot be trusted (a crash, a request for memory that could
    not be met, native code that did not stop).  Its globals are gone then.
    ``False``: the globals are all still there."""

    value: Any = None
    """The value of the script's last statement, if that is an expression, as in
    a notebook; of an evaluation or a call, its value.  ``None`` where the value
    is of a type that cannot leave the VM."""

    files: dict[str, bytes] = field(default_factory=dict)
    """The files that it wrote, by name, with their contents at its end."""

    exit_code: int | None = None
    """What the script gave to ``exit()``, if it ended by that or by
    ``SystemExit``: 0 is status ``OK``, all else ``ERROR``."""

    exit_message: str | None = None
    """The text that it gave to ``SystemExit`` in place of a number, which Python
    would print on stderr; ``exit_code`` is 1 then."""

    host_exception: BaseException | None = None
    """The exception that a host function raised and the script did not catch:
    the very object."""

    protections: dict[str, str] = field(default_factory=dict)
    """Each protection by name (see :data:`pkhost.PROTECTIONS`), and whether it was on for
    this run: ``"on"``, or the reason why not.  With ``isolation="thread"`` none is."""

    _failure = ScriptError
    _noun = "script"

    @property
    def _cause(self) -> BaseException | None:
        return self.host_exception

    def __getstate__(self) -> dict[str, Any]:
        """For pickle: all fields; a host's exception that cannot be pickled is
        replaced by a ``RuntimeError`` with its class and text."""
        state = dict(self.__dict__)
        error = self.host_exception
        if error is not None:
            import pickle

            try:
                # Many exceptions can be pickled, but not unpickled.
                pickle.loads(pickle.dumps(error))
            except Exception:
                state["host_exception"] = RuntimeError(f"{type(error).__name__}: {error}")
        return state


@dataclass(frozen=True, kw_only=True, repr=False)
class ProgramResult(Result, Generic[_Output]):
    """How a program ended and what it gave.

    ``ProgramResult[str]`` (in short ``ProgramResult``) has text, ``ProgramResult[bytes]``
    what a program leaves that was run with ``text=False``.
    """

    stdout: _Output
    stderr: _Output

    exit_code: int | None
    """The program's exit code, 0 to 255; ``None`` if it did not exit."""

    signal: int | None
    """The signal that ended it, pkhost's own kill included; else ``None``."""

    protections: dict[str, str]
    """Each protection by name, and whether it was on for this run: ``"on"``,
    or the reason why not."""

    errno: int | None = None
    """The system's error number, if the program could not be started or the
    sandbox could not be set up; else ``None``."""

    truncated: bool = False
    """Whether output was dropped because it was over its limit."""

    @property
    def _end_of_stderr(self) -> str:
        lines = last_lines(self.stderr)
        return "\n  ".join(("\nstderr ends with:", *lines)) if lines else ""

    _failure = ProgramError
    _noun = "program"
