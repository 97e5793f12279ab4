"""The keyword arguments of everything that runs a script: each option once.

An option has its type in :class:`RunOptions` (signatures and editors show it) and its
default and check in :class:`Options`.  ``run_script`` has what each means.  A function
that runs scripts takes ``**options: Unpack[RunOptions]`` and hands them to
:func:`checked`; whatever comes after takes the one object that this returns.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypedDict, TypeVar

from .._files import Content
from .._keywords import renamed, truth, unknown
from .._sinks import Writable, sink_of
from ..engine.job import Job, Kind
from ..limits import Limits
from .determinism import Determinism
from .host_functions import pack_inputs
from .packed_files import pack_files
from .policy import Policy
from .stdin import Ask, AsyncStdin, Stdin, open_stdin

__all__ = [
    "CHECKS",
    "NOTHING_GIVEN",
    "AsyncRunOptions",
    "Options",
    "RunOptions",
    "checked",
    "execute",
    "function_or_none",
    "instance",
]

OnOutput = Callable[[str], object] | Writable
"""A function of one text, or a file object."""


class _Options(TypedDict, total=False):
    inputs: Mapping[str, object] | None
    on_stdout: OnOutput | None
    on_stderr: OnOutput | None
    files: Mapping[str, Content] | None
    deterministic: Determinism | None
    interactive: bool
    on_output: Callable[[str, str], object] | None
    """The old name of both ``on_stdout`` and ``on_stderr``."""


class RunOptions(_Options, total=False):
    """The keyword arguments of ``run_script``, which has what each means, and of ``VM.run``,
    ``VM.start`` and ``VMPool.run``.

    ``source``, ``filename``, ``limits`` and ``policy`` are parameters of their own, so they are
    not among them.
    """

    stdin: Stdin


class AsyncRunOptions(_Options, total=False):
    """Those of ``VM.run_async`` and ``VMPool.run_async``: functions may be ``async``, and
    ``stdin`` may be an asynchronous iterable.
    """

    stdin: AsyncStdin


# ------------------------------------------------------------------------- the checks

_T = TypeVar("_T")


def instance(name: str, value: _T | None, kind: type[_T], default: _T) -> _T:
    """The argument ``name``, or its default; ``TypeError`` if it is something else."""
    if value is None:
        return default
    if not isinstance(value, kind):
        raise TypeError(f"{name}: expected {kind.__name__}, not {type(value).__name__}")
    return value


def function_or_none(name: str, value: _T | None) -> _T | None:
    """The argument ``name``; ``TypeError`` if it is neither ``None`` nor to be called."""
    if value is not None and not callable(value):
        raise TypeError(f"{name}: expected a function, not {value!r}")
    return value


def _sink(name: str) -> Callable[[object], Callable[[str], object]]:
    def check(given: object) -> Callable[[str], object]:
        sink = sink_of(given, name)
        write = sink.write
        return write if sink.takes_text is not False else lambda text: write(text.encode())

    return check


def _determinism(given: Determinism) -> Determinism:
    if not isinstance(given, Determinism):
        raise TypeError("deterministic: expected Determinism(seed, start_time)")
    return given


class Options(NamedTuple):
    """What a run was given, checked; the defaults are what holds for an option left out.

    One is made for every run that has options: a frozen dataclass takes 1 µs more.
    """

    inputs: bytes = b""
    """Packed."""

    stdin: tuple[bytes, Ask | None] = (b"", None)
    """What is there from the start, and a function for the rest, if any."""

    on_stdout: Callable[[str], object] | None = None
    on_stderr: Callable[[str], object] | None = None

    files: bytes | None = None
    """Packed; ``None`` for a run without files."""

    deterministic: Determinism | None = None
    interactive: bool = False

    @property
    def streams(self) -> bool:
        """Whether output has to be taken as it comes."""
        return not (self.on_stdout is None and self.on_stderr is None and self.stdin[1] is None)


Checks = Mapping[str, Callable[[Any], Any]]

CHECKS: Checks = {
    "inputs": pack_inputs,
    "stdin": open_stdin,
    "on_stdout": _sink("on_stdout"),
    "on_stderr": _sink("on_stderr"),
    "files": pack_files,
    "deterministic": _determinism,
    "interactive": truth("interactive"),
}
"""What makes each option of what the caller gave, if that is not ``None``."""

NOTHING_GIVEN = Options()


def checked(
    given: Mapping[str, Any],
    checks: Checks = CHECKS,
    also: tuple[str, ...] = (),
    large_integers: bool = False,
) -> Options:
    """The options of a call.  ``None`` is the default of each.

    ``also`` are further arguments of the function called, which an error may mean;
    ``large_integers``: the VM has integers beyond 64 bits.

    Raises ``TypeError`` for an unknown name, and ``TypeError``, ``ValueError`` or
    ``OSError``, naming the option, for a value that makes no sense.
    """
    if not given:
        return NOTHING_GIVEN
    if "on_output" in given:
        given = _without_on_output(given)
    values: dict[str, Any] = {}
    for name, value in given.items():
        check = checks.get(name)
        if check is None:
            raise unknown(name, (*checks, "filename", "limits", *also))
        if value is not None:
            values[name] = pack_inputs(value, large_integers) if name == "inputs" else check(value)
    return Options(**values)


def _without_on_output(given: Mapping[str, Any]) -> dict[str, Any]:
    """The same by their new names."""
    options = dict(given)
    listener = function_or_none("on_output", options.pop("on_output"))
    renamed("on_output=", "on_stdout= and on_stderr=, functions of one text")
    if listener is None:
        return options
    for name in ("on_stdout", "on_stderr"):
        if options.get(name) is not None:
            raise TypeError(f"on_output: the old name of {name}=, which is given too")
        options[name] = functools.partial(listener, name.removeprefix("on_"))
    return options


# ---------------------------------------------------------------------------- the use

_UNLIMITED = (1 << 62) - 1


def execute(
    source: bytes,
    filename: str,
    limits: Limits,
    policy: Policy,
    options: Options,
    *,
    spare_host_time: bool = False,
    has_importer: bool = False,
    reset_after: bool = False,
) -> Job:
    """What the engine is given for a script with these options.

    Raises ``ValueError`` for options that cannot be had under the limits or the policy.
    """
    stdin, ask = options.stdin
    job = Job(
        source,
        filename,
        limits,
        Kind.EXECUTE,
        options.inputs,
        stdin,
        ask is not None,
        options.streams,
        not options.interactive,
        options.interactive,
        spare_host_time,
        has_importer,
        reset_after=reset_after,
    )
    if options.files is not None:
        if "open" in policy.hidden_builtins:
            raise ValueError(
                "files: scripts have no open() under this policy, which hides it; "
                "Policy().show('open') shows it"
            )
        quota = _UNLIMITED if limits.disk is None else limits.disk
        job = job._replace(files=options.files, files_quota=quota)
    if options.deterministic is not None:
        if limits.steps is None:
            raise ValueError("deterministic: the run needs a limit on steps, which are its time")
        job = job._replace(
            deterministic=True,
            seed=options.deterministic.seed,
            start_time=int(options.deterministic.start_time * 1e9),
        )
    return job
