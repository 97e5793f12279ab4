"""The keyword arguments of everything that runs a program: each option once.

An option has its type in :class:`ProgramOptions` and the two classes after it (signatures
and editors show them), its default and check in :class:`Options`.  ``run_program`` has what
each means.  A function that runs programs takes ``**options`` and hands them to
:func:`checked`; whatever comes after takes the one object that this returns.
"""

from __future__ import annotations

import codecs
import errno
import os
from collections.abc import AsyncIterable, Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import IO, Any, Literal, TypedDict, TypeVar

from .._files import Content
from .._keywords import truth, unknown
from .._protections import required_of
from .._sinks import Sink, Writable, sink_of
from ..limits import Limits
from ._interpreter import absolute
from .profiles import PROTECTIONS, Profile, ProfileName, profile_of

__all__ = [
    "CHECKS",
    "Options",
    "ProgramAnyOptions",
    "ProgramBytesOptions",
    "ProgramOptions",
    "StrPath",
    "checked",
]

StrPath = str | os.PathLike[str]

_Output = TypeVar("_Output")
_Typed = str | bytes | None
_Answer = (
    Callable[[_Output], _Typed | Awaitable[_Typed]]
    | Callable[[_Output, _Output], _Typed | Awaitable[_Typed]]
)
_Source = (
    str
    | bytes
    | bytearray
    | memoryview
    | os.PathLike[str]
    | IO[Any]
    | Iterable[str | bytes]
    | AsyncIterable[str | bytes]
    | None
)


class _Options(TypedDict, total=False):
    limits: Limits | None
    profile: Profile | ProfileName
    require: str | Iterable[str]
    network: bool
    cwd: StrPath | None
    env: Mapping[str, str] | None
    readable: StrPath | Iterable[StrPath]
    writable: StrPath | Iterable[StrPath]
    files: Mapping[str, Content] | None
    executable: str | Iterable[str]
    terminal: bool | tuple[int, int]
    encoding: str
    errors: str
    overflow: Literal["kill", "truncate"]


class ProgramOptions(_Options, total=False):
    """The keyword arguments of ``run_program``, which has what each means, and of the functions
    like it.

    They are those of a program whose output is text, which is the default; so ``text`` itself
    is not among them.
    """

    stdin: _Source | _Answer[str]
    on_stdout: Callable[[str], object] | Writable | None
    on_stderr: Callable[[str], object] | Writable | None


class ProgramBytesOptions(_Options, total=False):
    """Those of a program whose output is bytes: the arguments beside ``text=False``.

    Functions for ``on_stdout``, ``on_stderr`` and ``stdin`` get bytes.
    """

    stdin: _Source | _Answer[bytes]
    on_stdout: Callable[[bytes], object] | Writable | None
    on_stderr: Callable[[bytes], object] | Writable | None


class ProgramAnyOptions(_Options, total=False):
    """Those of a program whose output is text or bytes: the arguments beside ``text=a_bool``.

    Functions for ``on_stdout``, ``on_stderr`` and ``stdin`` must take both.
    """

    stdin: _Source | _Answer[str | bytes]
    on_stdout: Callable[[str | bytes], object] | Writable | None
    on_stderr: Callable[[str | bytes], object] | Writable | None


# ------------------------------------------------------------------------- the checks


def _same(value: Any) -> Any:
    return value


def _limits(value: Limits | None) -> Limits:
    if value is None:
        return _DEFAULT_LIMITS
    if not isinstance(value, Limits):
        raise TypeError(f"limits: expected Limits, not {value!r}")
    return value


def _decoded(name: str, value: object) -> str:
    """A path of the caller's as text."""
    if not isinstance(value, (str, bytes, os.PathLike)):
        raise TypeError(f"{name}: expected paths, not {value!r}")
    path = os.fsdecode(value)
    try:
        encoded = os.fsencode(path)
    except UnicodeEncodeError:
        raise ValueError(f"{name}: {path!r} is text that is not valid Unicode") from None
    if b"\0" in encoded:
        raise ValueError(f"{name}: {path!r} has a zero byte in it")
    return path


def _folder(value: StrPath | None) -> str | None:
    if value is None:
        return None
    path = absolute(_decoded("cwd", value))
    if not os.path.isdir(path):  # noqa: PTH112
        raise NotADirectoryError(errno.ENOTDIR, "cwd: no such folder", path)
    return path


def _mapping(name: str, what: str) -> Callable[[Any], Mapping[str, Any]]:
    def check(value: Any) -> Mapping[str, Any]:
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            raise TypeError(f"{name}: expected a mapping of {what}, not {type(value).__name__}")
        return value

    return check


def _paths(name: str) -> Callable[[StrPath | Iterable[StrPath]], tuple[str, ...]]:
    def check(value: StrPath | Iterable[StrPath]) -> tuple[str, ...]:
        if isinstance(value, (str, os.PathLike)):
            value = (value,)
        elif isinstance(value, bytes) or not isinstance(value, Iterable):
            raise TypeError(f"{name}: expected paths, not {value!r}")
        return tuple(_existing(name, path) for path in value)

    return check


def _existing(name: str, value: StrPath) -> str:
    path = absolute(_decoded(name, value))
    if not os.path.exists(path):  # noqa: PTH110
        raise FileNotFoundError(errno.ENOENT, f"{name}: no such file or folder", path)
    if os.path.realpath(path) in ("/", "//"):
        raise ValueError(f"{name}: the whole file system cannot be listed; list folders")
    return path


def _terminal(value: object) -> tuple[int, int] | None:
    if value is False or value is None:
        return None
    if value is True:
        return _TERMINAL_SIZE
    if isinstance(value, tuple) and len(value) == 2:
        columns, rows = value
        if all(type(number) is int and 0 < number < 1 << 16 for number in (columns, rows)):
            return columns, rows
    raise ValueError(f"terminal: expected True or (columns, rows), not {value!r}")


def _sink(name: str) -> Callable[[object], Sink | None]:
    return lambda value: None if value is None else sink_of(value, name)


def _text(name: str) -> Callable[[object], str]:
    def check(value: object) -> str:
        if not isinstance(value, str):
            raise TypeError(f"{name}: expected a name, not {value!r}")
        return value

    return check


def _names(name: str) -> Callable[[object], str | Iterable[str]]:
    def check(value: object) -> str | Iterable[str]:
        if not isinstance(value, Iterable):
            raise TypeError(f"{name}: expected names, not {value!r}")
        return value

    return check


def _required(value: object) -> frozenset[str]:
    return required_of(value, PROTECTIONS)


def _overflow(value: object) -> str:
    if value not in ("kill", "truncate"):
        raise ValueError(f"overflow: {value!r} is neither 'kill' nor 'truncate'")
    return str(value)


_DEFAULT_LIMITS = Limits()
_TERMINAL_SIZE = (80, 24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a program was given, checked.  Each field is an option, with its default and
    the function that makes it of what the caller gave.

    Raises ``ValueError`` or ``LookupError`` for options that do not go together.
    """

    stdin: Any = field(default=None, metadata={"check": _same})
    """Looked at when the program starts: see ``_input.py``."""

    limits: Limits = field(default=_DEFAULT_LIMITS, metadata={"check": _limits})
    profile: Profile = field(default=profile_of("strict"), metadata={"check": profile_of})
    require: frozenset[str] = field(default=frozenset(), metadata={"check": _required})
    network: bool = field(default=False, metadata={"check": truth("network")})

    cwd: str | None = field(default=None, metadata={"check": _folder})
    """Absolute."""

    env: Mapping[str, str] = field(
        default_factory=dict, metadata={"check": _mapping("env", "names to values")}
    )
    readable: tuple[str, ...] = field(default=(), metadata={"check": _paths("readable")})
    writable: tuple[str, ...] = field(default=(), metadata={"check": _paths("writable")})
    files: Mapping[str, Content] = field(
        default_factory=dict, metadata={"check": _mapping("files", "names to contents")}
    )
    executable: str | Iterable[str] = field(default=(), metadata={"check": _names("executable")})

    terminal: tuple[int, int] | None = field(default=None, metadata={"check": _terminal})
    """Columns and rows, if there is one."""

    text: bool = field(default=True, metadata={"check": truth("text")})
    encoding: str = field(default="utf-8", metadata={"check": _text("encoding")})
    errors: str = field(default="replace", metadata={"check": _text("errors")})
    overflow: str = field(default="kill", metadata={"check": _overflow})

    on_stdout: Sink | None = field(default=None, metadata={"check": _sink("on_stdout")})
    on_stderr: Sink | None = field(default=None, metadata={"check": _sink("on_stderr")})

    def __post_init__(self) -> None:
        """Check what only several of them tell."""
        # A LookupError here, not when there is output to decode.
        "".encode(self.encoding)
        codecs.lookup(self.encoding)  # loads what only decoders need
        codecs.lookup_error(self.errors)
        if self.files and self.cwd is not None:
            raise ValueError(
                "files=, cwd=: files are put into the scratch folder, and with cwd= the program "
                "starts elsewhere and would not find them; leave one of them out"
            )
        if self.terminal and self.on_stderr is not None:
            raise ValueError("on_stderr: on a terminal all output is one, and comes to on_stdout")

    def decoder(self) -> codecs.IncrementalDecoder | None:
        """What makes text of one stream; ``None`` if the result has bytes."""
        if not self.text:
            return None
        return codecs.getincrementaldecoder(self.encoding)(self.errors)


CHECKS: Mapping[str, Callable[[Any], Any]] = {
    name: each.metadata["check"] for name, each in Options.__dataclass_fields__.items()
}
"""What makes each option of what the caller gave."""


def checked(given: Mapping[str, Any]) -> Options:
    """The options of a call.

    Raises ``TypeError`` for an unknown name, and ``TypeError``, ``ValueError``,
    ``LookupError`` or ``OSError``, naming the option, for a value that makes no sense.
    """
    values = {}
    for name, value in given.items():
        check = CHECKS.get(name)
        if check is None:
            raise unknown(name, CHECKS)
        values[name] = check(value)
    return Options(**values)
