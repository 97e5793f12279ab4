"""Limits: what a script or a program may use."""

from __future__ import annotations

import dataclasses
import inspect
import math
import re
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from ._exception import PkhostError

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["InvalidLimit", "LimitName", "LimitValues", "Limits", "PresetName", "parse_size"]

LimitName = Literal[
    "steps",
    "memory",
    "stdout",
    "stderr",
    "wall_time",
    "cpu_time",
    "recursion",
    "processes",
    "open_files",
    "file_size",
    "disk",
    "address_space",
    "stack",
]
"""The name of a limit: a field of :class:`Limits`."""

PresetName = Literal["frame", "macro", "classroom", "batch"]
"""The limits that have a name: see :meth:`Limits.preset`."""


class LimitValues(TypedDict, total=False):
    """The arguments of :class:`Limits`, which has what each means."""

    steps: int | None
    memory: int | str
    stdout: int | str | None
    stderr: int | str | None
    wall_time: float | None
    cpu_time: float | None
    recursion: int
    processes: int | None
    open_files: int | None
    file_size: int | str | None
    disk: int | str | None
    address_space: int | str | None
    stack: int | str | None


class InvalidLimit(PkhostError, ValueError):
    """A limit was given a value that it cannot have.

    ``field`` is the name of the limit, a field of :class:`Limits`, and
    ``reason`` what is wrong with the value, in words for people.  (It is
    ``LimitExceeded`` that says that a run reached its limit.)
    """

    __module__ = "pkhost.errors"  # where users find it

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason

    def __reduce__(self) -> tuple[object, ...]:
        """For pickle, and so for process pools, which send exceptions home."""
        return type(self), (self.field, self.reason)


# Memory cannot be promised beyond what a user process can address on the
# 64-bit machines that Linux runs on: 47 bits.
_MOST_BYTES = 1 << 47
_DEFAULT_MEMORY = 64 << 20
# Step counters are signed 64-bit numbers in the engine.
_MOST_STEPS = (1 << 63) - 1
# A year.  A caller that wants more means None.
_MOST_SECONDS = 366 * 24 * 3600.0

_UNITS = {
    "": 1,
    "b": 1,
    "kb": 10**3,
    "mb": 10**6,
    "gb": 10**9,
    "tb": 10**12,
    "kib": 1 << 10,
    "mib": 1 << 20,
    "gib": 1 << 30,
    "tib": 1 << 40,
}
_SIZE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([A-Za-z]*)\s*", re.ASCII)


def parse_size(value: int | str, field: str = "size") -> int:
    """Return a size in bytes.

    ``value`` is a number of bytes, or text: a number and a unit, ``"64MB"``,
    ``"64 MiB"``, ``"1.5GB"``.  Units are those of the field, in any case:
    ``B``; ``kB MB GB TB`` for powers of 1000; ``KiB MiB GiB TiB`` for powers
    of 1024.  ``field`` is the name that an error message gives.

    Raises :class:`InvalidLimit`, a ``ValueError``, for anything else, negative
    and absurd numbers included.
    """
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise InvalidLimit(
            field, f"expected a number of bytes or a text like '64MB', not {value!r}"
        )
    if isinstance(value, str):
        match = _SIZE.fullmatch(value)
        if match is None:
            raise InvalidLimit(
                field,
                f"{value!r} is not a size; write bytes or a number and a unit, "
                "like '64MB' or '64MiB'",
            )
        number, unit = match.groups()
        factor = _UNITS.get(unit.lower())
        if factor is None:
            raise InvalidLimit(
                field,
                f"unknown unit {unit!r} in {value!r}; use B, kB, MB, GB, TB or KiB, MiB, GiB, TiB",
            )
        whole, _, fraction = number.partition(".")
        whole = whole.lstrip("0") or "0"
        # Twenty digits are too many for any unit, and int() refuses some thousand.
        size = _MOST_BYTES + 1 if len(whole) > 20 else int(whole) * factor
        size += int(float(f"0.{fraction}0") * factor)
    else:
        size = value
    if size < 0:
        raise InvalidLimit(field, f"{value!r} is negative")
    if size > _MOST_BYTES:
        raise InvalidLimit(field, f"{value!r} is more than a process can address (128 TiB)")
    return size


def _count(field: str, value: object, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidLimit(field, f"expected a whole number, not {value!r}")
    if not least <= value <= most:
        raise InvalidLimit(field, f"{value!r} is not between {least} and {most}")
    return value


def _seconds(field: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise InvalidLimit(field, f"expected seconds as a number, not {value!r}")
    try:
        seconds = float(value)
    except OverflowError:
        seconds = math.inf
    if math.isnan(seconds) or seconds <= 0:
        raise InvalidLimit(field, f"{value!r} is not a positive number of seconds")
    if seconds > _MOST_SECONDS:
        raise InvalidLimit(
            field, f"{value!r} is over a year; use None for a run without this limit"
        )
    return seconds


class _Given:
    """Which fields were given: a slot, but no field of the dataclass, as it is no limit."""

    __slots__ = ("_given",)
    _given: frozenset[str]


@dataclasses.dataclass(frozen=True, init=False, slots=True)
class Limits(_Given):
    """What one run may use.  Immutable; every argument is a keyword.

    Every limit has a safe default, so ``Limits()`` is a sensible choice for
    untrusted code.  ``None`` means unlimited, where that is
    possible.  Sizes are bytes, or text such as ``"64MB"`` or ``"64MiB"``
    (see :func:`pkhost.limits.parse_size`); times are seconds and may be fractions.

    A run ignores the fields that have no meaning for it (a program has no
    steps, a script no processes), so one object can serve both.

    Limits remember which fields were given.  Limits for one run of a VM
    replace the VM's limits in those fields alone (see :meth:`over`);
    everywhere else a field that was not given has its default.

    Raises :class:`InvalidLimit`, a ``ValueError`` that names the field, for
    nonsense: negative numbers, NaN, a ``bool``, an unknown unit, more than a
    process can address.
    """

    steps: int | None
    """Scripts.  Bytecodes, plus one for each item that native code iterates over.
    Default 100 million, some seconds of work.  Exact and deterministic: the
    same script stops at the same place on every machine.  ``None`` turns
    counting off, which makes scripts faster (see the benchmarks); the time
    limits still hold."""

    memory: int
    """Both.  Bytes; default 64 MiB; never unlimited.  Scripts: the size of the
    region in which the whole VM lives, exact; between 2 MiB (an empty VM
    needs more than 1 MiB) and 3.75 GiB.  One run cannot have more than its
    VM was made with.  Programs: see the page on programs."""

    stdout: int | None
    """Both.  Bytes of standard output; default 1 MiB."""

    stderr: int | None
    """Both.  Bytes of standard error; default 256 KiB."""

    wall_time: float | None
    """Both.  Seconds on the clock; default 10."""

    cpu_time: float | None
    """Both.  Seconds of processor time; default 10."""

    recursion: int
    """Scripts.  Frames on the script's call stack, counted as the script's
    ``sys.getrecursionlimit()`` counts them; default 1,000, at most 10,000.
    The frame that reaches it raises an ordinary ``RecursionError``, as does
    one for whose variables the engine has no room left."""

    processes: int | None
    """Programs.  Processes and threads alive at one time; default 64."""

    open_files: int | None
    """Programs.  Open file descriptors of each process; default 256."""

    file_size: int | None
    """Programs.  Bytes in any one file that it writes; default 64 MiB."""

    disk: int | None
    """Both.  Bytes; default 64 MiB.  Scripts: in the files of a run with
    ``files=``.  Programs: in the scratch folder, which holds where the
    program has a private root (``mount_namespace`` in the result's
    protections); elsewhere only ``file_size`` bounds what it writes."""

    address_space: int | None
    """Programs.  Bytes that one process may map, touched or not; default
    ``None``, since many runtimes map far more than they use.  A request beyond
    it fails inside the program (``malloc`` returns NULL); nothing is killed."""

    stack: int | None
    """Programs.  Bytes of the stack of a process's main thread, and what the C
    library takes for that of any other; default 8 MiB.  A program that needs
    more ends by ``SIGSEGV``, status ``SIGNALED``.  Arguments and environment
    may take up a quarter of it.  (Scripts have ``recursion``.)"""

    def __new__(cls, *positional: object, **given: Any) -> Limits:
        # Here, since __init__ cannot tell a default from the same value given.
        if positional:
            raise TypeError("Limits takes keyword arguments alone, such as Limits(steps=1000)")
        for name in given:
            if name not in _FIELDS:
                from ._keywords import unknown

                raise unknown(name, _FIELDS)
        self = object.__new__(cls)
        object.__setattr__(self, "_given", frozenset(given))
        return self

    def __init__(
        self,
        *,
        steps: int | None = 100_000_000,
        memory: int | str = _DEFAULT_MEMORY,
        stdout: int | str | None = 1 << 20,
        stderr: int | str | None = 256 << 10,
        wall_time: float | None = 10.0,
        cpu_time: float | None = 10.0,
        recursion: int = 1000,
        processes: int | None = 64,
        open_files: int | None = 256,
        file_size: int | str | None = 64 << 20,
        disk: int | str | None = 64 << 20,
        address_space: int | str | None = None,
        stack: int | str | None = 8 << 20,
    ) -> None:
        if memory is None:
            raise InvalidLimit(
                "memory", "a run without a memory limit is not possible; give a size"
            )

        def put(field: str, value: object) -> None:
            object.__setattr__(self, field, value)

        put("steps", None if steps is None else _count("steps", steps, 1, _MOST_STEPS))
        put("memory", parse_size(memory, "memory"))
        if self.memory == 0:
            raise InvalidLimit("memory", "nothing can run in 0 bytes")
        put("stdout", None if stdout is None else parse_size(stdout, "stdout"))
        put("stderr", None if stderr is None else parse_size(stderr, "stderr"))
        put("wall_time", None if wall_time is None else _seconds("wall_time", wall_time))
        put("cpu_time", None if cpu_time is None else _seconds("cpu_time", cpu_time))
        if recursion is None:
            raise InvalidLimit(
                "recursion", "a run without a recursion limit is not possible; give a number"
            )
        put("recursion", _count("recursion", recursion, 2, 10_000))
        put(
            "processes",
            None if processes is None else _count("processes", processes, 1, 1_000_000),
        )
        put(
            "open_files",
            None if open_files is None else _count("open_files", open_files, 3, 1_000_000),
        )
        put("file_size", None if file_size is None else parse_size(file_size, "file_size"))
        put("disk", None if disk is None else parse_size(disk, "disk"))
        put(
            "address_space",
            None if address_space is None else parse_size(address_space, "address_space"),
        )
        put("stack", None if stack is None else parse_size(stack, "stack"))
        if self.stack == 0:
            raise InvalidLimit("stack", "nothing can run in 0 bytes")

    def replace(self, **changes: Unpack[LimitValues]) -> Limits:
        """Return the same limits with some changed: ``limits.replace(steps=None)``.

        Takes the arguments of :class:`Limits`; ``TypeError`` for a name that
        is none of them.
        """
        return _with(self._values() | changes, self._given | frozenset(changes))

    def _values(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in _FIELDS}

    def __reduce__(self) -> tuple[object, ...]:
        """For pickle and copy."""
        return _with, (self._values(), self._given)

    def over(self, base: Limits) -> Limits:
        """Return ``base`` with the fields replaced that these limits were given.

        A VM does that with the limits of one run:

        >>> vm_limits = Limits.preset("frame")
        >>> run_limits = Limits(steps=5_000).over(vm_limits)
        >>> run_limits.steps, run_limits.stdout == vm_limits.stdout
        (5000, True)
        """
        if self._given.issuperset(_FIELDS):
            return self
        return base.replace(**{name: getattr(self, name) for name in self._given})

    @classmethod
    def preset(cls, name: PresetName, **changes: Unpack[LimitValues]) -> Limits:
        """Return named limits, with changes: ``Limits.preset("macro", memory="16MB")``.

        ``"frame"``
            One scripted actor in one frame of a game: 100,000 steps, 4 MiB, 50 ms.
        ``"macro"``
            A user's macro in an application: 10 million steps, 32 MiB, 2 s.
        ``"classroom"``
            A student's answer to an exercise: 100 million steps, 64 MiB, 10 s,
            5 s of processor time.
        ``"batch"``
            Long work that somebody waits for: no step limit, 1 GiB, an hour.

        Raises ``ValueError`` for another name.
        """
        try:
            values = _PRESETS[name]
        except KeyError:
            known = ", ".join(sorted(_PRESETS))
            raise ValueError(f"there is no preset {name!r}; there are: {known}") from None
        return cls(**(values | changes))


_FIELDS = tuple(field.name for field in dataclasses.fields(Limits))


def _with(values: dict[str, Any], given: frozenset[str]) -> Limits:
    """Limits with these values, of which these were given by somebody."""
    limits = Limits(**values)
    object.__setattr__(limits, "_given", given)
    return limits


# For help() and editors: without it they would show __new__'s.
_INIT = inspect.signature(Limits.__init__)
Limits.__signature__ = _INIT.replace(  # type: ignore[attr-defined]
    parameters=list(_INIT.parameters.values())[1:],
    return_annotation=inspect.Signature.empty,
)

_PRESETS: dict[PresetName, LimitValues] = {
    "frame": {
        "steps": 100_000,
        "memory": "4MiB",
        "stdout": "16KiB",
        "stderr": "16KiB",
        "wall_time": 0.05,
        "cpu_time": 0.05,
        "recursion": 200,
    },
    "macro": {
        "steps": 10_000_000,
        "memory": "32MiB",
        "stdout": "256KiB",
        "stderr": "64KiB",
        "wall_time": 2.0,
        "cpu_time": 2.0,
    },
    "classroom": {
        "steps": 100_000_000,
        "memory": "64MiB",
        "wall_time": 10.0,
        "cpu_time": 5.0,
        "processes": 16,
    },
    "batch": {
        "steps": None,
        "memory": "1GiB",
        "stdout": "64MiB",
        "stderr": "16MiB",
        "wall_time": 3600.0,
        "cpu_time": 3600.0,
        "file_size": "1GiB",
    },
}
